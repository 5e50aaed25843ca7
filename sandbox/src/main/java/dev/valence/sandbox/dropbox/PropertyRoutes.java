package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions about the custom properties of files and folders. */
final class PropertyRoutes {

  private static final String PREFIX = "file_properties/properties/";
  private static final String SCOPE = "files.metadata.write";

  private PropertyRoutes() {}

  static Map<String, Route> routes() {
    return Map.of(
        PREFIX + "add", Route.rpc(SCOPE, PropertyRoutes::add),
        PREFIX + "overwrite", Route.rpc(SCOPE, PropertyRoutes::overwrite),
        PREFIX + "update", Route.rpc(SCOPE, PropertyRoutes::update),
        PREFIX + "remove", Route.rpc(SCOPE, PropertyRoutes::remove));
  }

  private static Answer add(Session session, Arguments arguments, Request request) {
    String item = item(session, arguments);
    Properties properties = session.tree().properties();
    List<PropertyGroup> groups = groups(arguments, properties, 0);
    if (groups.stream().anyMatch(group -> properties.group(item, group.templateId()).isPresent())) {
      throw ApiException.EndpointError.of(List.of("property_group_already_exists"));
    }
    groups.forEach(group -> properties.put(item, group.templateId(), group.fields()));
    return Route.noResult();
  }

  private static Answer overwrite(Session session, Arguments arguments, Request request) {
    String item = item(session, arguments);
    Properties properties = session.tree().properties();
    groups(arguments, properties, 1)
        .forEach(group -> properties.put(item, group.templateId(), group.fields()));
    return Route.noResult();
  }

  private static Answer update(Session session, Arguments arguments, Request request) {
    String item = item(session, arguments);
    Properties properties = session.tree().properties();
    List<PropertyGroup> updated =
        arguments.structs("update_property_groups", 0, Integer.MAX_VALUE).stream()
            .map(update -> updated(item, update, properties))
            .toList();
    arguments.end();
    updated.forEach(group -> properties.put(item, group.templateId(), group.fields()));
    return Route.noResult();
  }

  private static PropertyGroup updated(String item, Arguments update, Properties properties) {
    String template = update.text("template_id", PropertyGroup.TEMPLATE_ID);
    List<Arguments> changed = update.optionalStructs("add_or_update_fields");
    List<String> removed = update.optionalTexts("remove_fields", PathRules.ANY);
    update.end();
    PropertyGroup.template(properties, template);
    Map<String, String> fields =
        new LinkedHashMap<>(
            properties.group(item, template).orElseThrow(PropertyRoutes::groupNotFound));
    if (removed != null) {
      removed.forEach(fields::remove);
    }
    if (changed != null) {
      fields.putAll(PropertyGroup.fields(changed));
    }
    PropertyGroup group = new PropertyGroup(template, fields);
    group.check(properties);
    return group;
  }

  private static Answer remove(Session session, Arguments arguments, Request request) {
    String item = item(session, arguments);
    Properties properties = session.tree().properties();
    List<String> templates = arguments.texts("property_template_ids", PropertyGroup.TEMPLATE_ID);
    arguments.end();
    for (String template : templates) {
      PropertyGroup.template(properties, template);
      if (properties.group(item, template).isEmpty()) {
        throw groupNotFound();
      }
    }
    templates.forEach(template -> properties.remove(item, template));
    return Route.noResult();
  }

  private static ApiException groupNotFound() {
    return ApiException.EndpointError.of(
        List.of("property_group_lookup", "property_group_not_found"));
  }

  private static List<PropertyGroup> groups(Arguments arguments, Properties properties, int least) {
    List<PropertyGroup> groups =
        PropertyGroup.read(
            arguments.structs("property_groups", least, Integer.MAX_VALUE), properties);
    arguments.end();
    return groups;
  }

  /** The identifier of the file or folder that a call is about. */
  private static String item(Session session, Arguments arguments) {
    String reference = PathRules.path(arguments, "path", PathRules.FILE);
    return Lookup.existing(session.tree(), reference, "path").id();
  }
}
