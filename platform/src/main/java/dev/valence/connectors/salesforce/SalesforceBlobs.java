package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ResumingStream;
import dev.valence.connectors.UploadSource;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressResponse;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.objects.Blob;
import dev.valence.hubs.objects.ObjectDescription;
import dev.valence.hubs.objects.ObjectsErrors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The files that records hold, such as attachments, documents and versions of content. They are
 * streamed both ways; in the fields of a record their bytes are not.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_insert_update_blob.htm">
 *     Insert or Update Blob Data</a>
 */
final class SalesforceBlobs {

  private static final String BYTES = "base64";

  /** Where records have the name and the media type of their file, as far as they have them. */
  private static final List<String> NAMES = List.of("PathOnClient", "Name", "Title");

  private static final List<String> TYPES = List.of("ContentType", "Type");

  private final SalesforceClient client;

  SalesforceBlobs(SalesforceClient client) {
    this.client = client;
  }

  /**
   * Sends a record with its file.
   *
   * @param method POST for a new record, PATCH for one that is there
   * @param resource the records, or the record
   * @param values the record's fields, which get the file's name and type where they lack them
   * @return what Salesforce answers
   * @throws SalesforceError when Salesforce refuses
   */
  JsonNode send(
      String method, String resource, ObjectDescription object, ObjectNode values, Blob file) {
    String field = field(object);
    if (method.equals("POST")) {
      NAMES.stream()
          .filter(name -> createable(object, name))
          .limit(1)
          .forEach(name -> putIfMissing(values, name, file.fileName()));
      TYPES.stream()
          .filter(name -> createable(object, name))
          .limit(1)
          .forEach(name -> putIfMissing(values, name, file.contentType()));
    }
    UploadSource source = new UploadSource(file.content());
    FileParts parts =
        new FileParts(part(object), values, field, file.fileName(), file.contentType());
    try {
      return client.upload(method, resource, parts.streamed(source));
    } catch (EgressException e) {
      throw source.broken() ? DocumentsErrors.incompleteUpload() : e;
    }
  }

  /**
   * Opens the file of a record.
   *
   * @throws SalesforceError when Salesforce refuses
   */
  Download open(ObjectDescription object, String id) {
    String record = "/sobjects/" + object.name() + "/" + id;
    String field = field(object);
    JsonNode described = client.get(record);
    EgressResponse response = client.open(record + "/" + field, Map.of(), null);
    return new Download(
        ResumingStream.of(response, rest -> client.open(record + "/" + field, Map.of(), rest)),
        response.contentLength().orElse(null),
        first(described, TYPES.subList(0, 1))
            .or(() -> response.header("Content-Type"))
            .orElse("application/octet-stream"),
        first(described, NAMES).orElse(id),
        null);
  }

  /** The name of the part with the fields. */
  private static String part(ObjectDescription object) {
    return object.name().equals("ContentVersion")
        ? "entity_content"
        : "entity_" + object.name().toLowerCase(Locale.ROOT);
  }

  private static String field(ObjectDescription object) {
    return object.fields().stream()
        .filter(field -> field.nativeType().equals(BYTES))
        .map(ObjectDescription.Field::name)
        .findFirst()
        .orElseThrow(() -> ObjectsErrors.unknownChild(object.name(), "data"));
  }

  private static boolean createable(ObjectDescription object, String field) {
    return object.field(field).filter(ObjectDescription.Field::createable).isPresent();
  }

  private static void putIfMissing(ObjectNode values, String field, String value) {
    if (values.propertyStream().noneMatch(sent -> sent.getKey().equalsIgnoreCase(field))) {
      values.put(field, value);
    }
  }

  private static Optional<String> first(JsonNode record, List<String> fields) {
    return fields.stream()
        .map(field -> record.path(field).asText(""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }
}
