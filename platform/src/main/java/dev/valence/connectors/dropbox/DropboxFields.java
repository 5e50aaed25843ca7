package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.CustomFields;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Custom fields: Dropbox's property templates and property groups. A body has Dropbox's own form,
 * but need not name the template, which the path does.
 *
 * @param account the account
 */
record DropboxFields(DropboxAccount account) implements CustomFields {

  private static final String TEMPLATES = "/file_properties/templates/";
  private static final String PROPERTIES = "/file_properties/properties/";
  private static final String TEMPLATE_ID = "template_id";
  private static final Pattern KEY = Pattern.compile("(?s)(/|ptid:).*");

  @Override
  public JsonNode templates() {
    ArrayNode templates = JsonNodeFactory.instance.arrayNode();
    for (JsonNode id : client().query(TEMPLATES + "list_for_user", null).path("template_ids")) {
      templates.add(template(id.asText()));
    }
    return templates;
  }

  @Override
  public JsonNode template(String key) {
    return ofTemplate(
        key,
        () ->
            identified(key, client().query(TEMPLATES + "get_for_user", Map.of(TEMPLATE_ID, key))));
  }

  @Override
  public JsonNode create(ObjectNode template) {
    try {
      JsonNode made =
          client().rpc(TEMPLATES + "add_for_user", template.deepCopy().without(TEMPLATE_ID));
      return identified(made.path(TEMPLATE_ID).asText(), template);
    } catch (EndpointError e) {
      throw refused(e);
    }
  }

  @Override
  public JsonNode update(String key, ObjectNode change) {
    ofTemplate(
        key,
        () -> client().rpc(TEMPLATES + "update_for_user", change.deepCopy().put(TEMPLATE_ID, key)));
    return template(key);
  }

  @Override
  public void delete(String key) {
    ofTemplate(key, () -> client().rpc(TEMPLATES + "remove_for_user", Map.of(TEMPLATE_ID, key)));
  }

  @Override
  public JsonNode values(FileReference file, String key) {
    return ofFile(
        file,
        key,
        path ->
            client()
                .query(
                    "/files/get_metadata",
                    Map.of(
                        "path",
                        path,
                        "include_property_groups",
                        Map.of(".tag", "filter_some", "filter_some", List.of(key))))
                .path("property_groups")
                .valueStream()
                .filter(group -> group.path(TEMPLATE_ID).asText().equals(key))
                .findFirst()
                .orElseThrow(() -> noValues(key, null)));
  }

  @Override
  public JsonNode add(FileReference file, String key, ObjectNode values) {
    ObjectNode group = group(values, "property_groups", key);
    // Unlike adding, it also takes the place of values that there are.
    ofFile(
        file,
        key,
        path ->
            client()
                .query(
                    PROPERTIES + "overwrite",
                    Map.of("path", path, "property_groups", List.of(group))));
    return values(file, key);
  }

  @Override
  public JsonNode change(FileReference file, String key, ObjectNode values) {
    ObjectNode group = group(values, "update_property_groups", key);
    if (group.remove("fields") instanceof ArrayNode fields) {
      group.set("add_or_update_fields", fields);
    }
    ofFile(
        file,
        key,
        path ->
            client()
                .query(
                    PROPERTIES + "update",
                    Map.of("path", path, "update_property_groups", List.of(group))));
    return values(file, key);
  }

  @Override
  public void remove(FileReference file, String key) {
    ofFile(
        file,
        key,
        path ->
            client()
                .rpc(
                    PROPERTIES + "remove",
                    Map.of("path", path, "property_template_ids", List.of(key))));
  }

  /** The values of a body: the only group in a list of them, or the body itself. */
  private static ObjectNode group(ObjectNode body, String list, String key) {
    JsonNode group = body;
    if (body.path(list) instanceof ArrayNode groups) {
      if (groups.size() != 1) {
        throw ApiException.badRequest("'" + list + "' must have one group, that of " + key + ".");
      }
      group = groups.get(0);
    }
    if (!(group instanceof ObjectNode object)
        || !object.path(TEMPLATE_ID).asText(key).equals(key)) {
      throw ApiException.badRequest("The values must be an object for the template " + key + ".");
    }
    return object.deepCopy().put(TEMPLATE_ID, key);
  }

  private static JsonNode ofTemplate(String key, Supplier<JsonNode> action) {
    requireKey(key);
    try {
      return action.get();
    } catch (EndpointError e) {
      throw e.has("template_not_found") ? noTemplate(key, e.getMessage()) : refused(e);
    }
  }

  private JsonNode ofFile(FileReference file, String key, Function<String, JsonNode> action) {
    requireKey(key);
    try {
      return action.apply(account.file(file).path("id").asText());
    } catch (EndpointError e) {
      if (e.has("template_not_found")) {
        throw noTemplate(key, e.getMessage());
      }
      if (e.has("property_group_not_found")) {
        throw noValues(key, e.getMessage());
      }
      throw e.has("path") ? e.about(file) : refused(e);
    }
  }

  private static void requireKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw noTemplate(key, null);
    }
  }

  private static ApiException noTemplate(String key, @Nullable String words) {
    return DocumentsErrors.noPart("template", key, words);
  }

  private static ApiException noValues(String key, @Nullable String words) {
    return DocumentsErrors.noPart("values of a template", key, words);
  }

  private static ApiException refused(EndpointError error) {
    return ApiException.ofProvider(
        400, "Dropbox does not accept the template or the values.", error.getMessage());
  }

  private static JsonNode identified(String key, JsonNode template) {
    ObjectNode identified = JsonNodeFactory.instance.objectNode().put(TEMPLATE_ID, key);
    if (template instanceof ObjectNode object) {
      identified.setAll(object);
    }
    return identified.put(TEMPLATE_ID, key);
  }

  private DropboxClient client() {
    return account.client();
  }
}
