package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Map;

/** The functions about a user's templates of custom properties. */
final class TemplateRoutes {

  private static final String PREFIX = "file_properties/templates/";
  private static final String READ = "files.metadata.read";
  private static final String WRITE = "files.metadata.write";

  private TemplateRoutes() {}

  static Map<String, Route> routes() {
    return Map.of(
        PREFIX + "add_for_user", Route.rpc(WRITE, TemplateRoutes::add),
        PREFIX + "get_for_user", Route.rpc(READ, TemplateRoutes::get),
        PREFIX + "list_for_user", Route.rpc(READ, TemplateRoutes::list),
        PREFIX + "update_for_user", Route.rpc(WRITE, TemplateRoutes::update),
        PREFIX + "remove_for_user", Route.rpc(WRITE, TemplateRoutes::remove));
  }

  private static Answer add(Session session, Arguments arguments, Request request) {
    String id = session.tree().properties().addTemplate(PropertyTemplate.read(arguments));
    if (id == null) {
      throw ApiException.EndpointError.of(List.of("too_many_templates"));
    }
    return Answer.json(200, Map.of("template_id", id));
  }

  private static Answer get(Session session, Arguments arguments, Request request) {
    String id = id(arguments);
    arguments.end();
    return Answer.json(200, PropertyGroup.template(session.tree().properties(), id).json());
  }

  private static Answer list(Session session) {
    return Answer.json(200, Map.of("template_ids", session.tree().properties().templateIds()));
  }

  private static Answer update(Session session, Arguments arguments, Request request) {
    String id = id(arguments);
    Properties properties = session.tree().properties();
    properties.changeTemplate(id, PropertyGroup.template(properties, id).changedBy(arguments));
    return Answer.json(200, Map.of("template_id", id));
  }

  private static Answer remove(Session session, Arguments arguments, Request request) {
    String id = id(arguments);
    arguments.end();
    if (!session.tree().properties().removeTemplate(id)) {
      throw PropertyGroup.templateNotFound(id);
    }
    return Route.noResult();
  }

  private static String id(Arguments arguments) {
    return arguments.text("template_id", PropertyGroup.TEMPLATE_ID);
  }
}
