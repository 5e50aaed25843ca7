package dev.valence.engine;

import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.MimeTypes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an item by which a list can be selected and put in order: those of the answer, and
 * {@code extension} and {@code mimeType} (contract, core 5.1).
 */
record ItemFields(CloudFile item) {

  private static final String PROPERTIES = "properties.";
  private static final String TAGS = "tags";
  private static final String DESCRIPTION = "description";

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "refid",
          "name",
          "path",
          "directory",
          "size",
          "createddate",
          "modifieddate",
          TAGS,
          DESCRIPTION,
          "parentfolderid",
          "extension",
          "mimetype");

  static ItemFields of(CloudFile item) {
    return new ItemFields(item);
  }

  /** Whether there is a field of that name, in any case of letters. */
  static boolean known(String field) {
    String name = field.toLowerCase(Locale.ROOT);
    return KNOWN.contains(name) || name.startsWith(PROPERTIES);
  }

  /** Whether a field is one that is not told with each item, but has to be fetched. */
  static boolean noted(String field) {
    String name = field.toLowerCase(Locale.ROOT);
    return name.equals(TAGS) || name.equals(DESCRIPTION) || name.startsWith(PROPERTIES);
  }

  /** The values of a field: texts, numbers, booleans and moments; none when it has no value. */
  List<Object> values(String field) {
    String name = field.toLowerCase(Locale.ROOT);
    if (name.startsWith(PROPERTIES)) {
      return list(item.properties().get(field.substring(PROPERTIES.length())));
    }
    return switch (name) {
      case "id" -> list(item.id());
      case "refid" -> list(item.refId());
      case "name" -> list(item.name());
      case "path" -> list(item.path());
      case "directory" -> list(item.directory());
      case "size" -> list(item.size());
      case "createddate" -> list(item.createdDate());
      case "modifieddate" -> list(item.modifiedDate());
      case TAGS -> List.copyOf(item.tags());
      case DESCRIPTION -> list(item.description());
      case "parentfolderid" -> list(item.parentFolderId());
      case "extension" -> extension();
      case "mimetype" ->
          item.directory()
              ? List.of()
              : list(item.properties().getOrDefault("mimeType", MimeTypes.ofName(item.name())));
      default -> List.of();
    };
  }

  /** With its dot, as the contract has it, and without. */
  private List<Object> extension() {
    int dot = item.name().lastIndexOf('.');
    return item.directory() || dot < 0
        ? List.of()
        : List.of(item.name().substring(dot), item.name().substring(dot + 1));
  }

  private static List<Object> list(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }
}
