package dev.valence.hubs.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Element;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an element's account has files that belong to no record, but are shared with some: which
 * records of the provider stand for a file, for its versions, and for its shares. Each names the
 * provider's object.
 *
 * @param object the files
 * @param latestField the field of a file that names its version of now
 * @param versions the versions, each of which holds the bytes
 * @param versionFileField the field of a version that names the file
 * @param nameField the field of a version with the file's name
 * @param descriptionField the field of a version with what is said of it
 * @param reasonField the field of a version with why it was made
 * @param shares what joins files and records
 * @param shareFileField the field of a share that names the file
 * @param shareRecordField the field of a share that names the record
 * @param shareValues the values that a new share has
 */
public record FileDefinition(
    String object,
    String latestField,
    String versions,
    String versionFileField,
    String nameField,
    String descriptionField,
    String reasonField,
    String shares,
    String shareFileField,
    String shareRecordField,
    Map<String, String> shareValues) {

  public FileDefinition {
    shareValues = Map.copyOf(shareValues);
  }

  /** The files of an element; null for one whose account has none of this kind. */
  static @Nullable FileDefinition of(Element element) {
    return element.objects().stream()
        .filter(object -> object.has("versions"))
        .findFirst()
        .map(FileDefinition::read)
        .orElse(null);
  }

  private static FileDefinition read(JsonNode object) {
    JsonNode versions = object.path("versions");
    JsonNode shares = object.path("shares");
    return new FileDefinition(
        object.path("vendorName").asText(),
        object.path("latestField").asText(),
        versions.path("vendorName").asText(),
        versions.path("parentField").asText(),
        versions.path("nameField").asText(),
        versions.path("descriptionField").asText(),
        versions.path("reasonField").asText(),
        shares.path("vendorName").asText(),
        shares.path("fileField").asText(),
        shares.path("recordField").asText(),
        ObjectDefinition.texts(shares.path("fixed")));
  }
}
