package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.FileReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of files, which Salesforce keeps in two parts: a title, and the extension of the file
 * that was uploaded. The title has the extension only where whoever stored the file put it there.
 */
final class FileNames {

  /** What is certainly an extension, and of its length in Salesforce. */
  private static final Pattern EXTENSION = Pattern.compile(".*\\.([A-Za-z0-9]{1,40})");

  /** What needs no care in the header of a part. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._()+-]+");

  private FileNames() {}

  /** The name of a file as the hub tells it. */
  static String of(String title, @Nullable String extension) {
    return extension == null || extension.isEmpty() || endsWith(title, extension)
        ? title
        : title + "." + extension;
  }

  /** The name of a file as the records of files have it. */
  static String of(JsonNode record) {
    return of(record.path("Title").asText(), record.path("FileExtension").asText(""));
  }

  /** Whether a file can have a name by its title alone, whatever the extension is. */
  static boolean isTitleFor(String name, @Nullable String extension) {
    return of(name, extension).equals(name);
  }

  /** The titles that a file of a name can have. */
  static List<String> titles(String name) {
    List<String> titles = new ArrayList<>();
    titles.add(name);
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      titles.add(name.substring(0, dot));
    }
    return titles;
  }

  /** What an uploaded file is called, so that it has the extension of a name. */
  static String ofUpload(String name) {
    Matcher extension = EXTENSION.matcher(name);
    if (!extension.matches()) {
      return "file"; // an extension of other characters would come back as another one
    }
    return PLAIN.matcher(name).matches() ? name : "file." + extension.group(1);
  }

  /** The path of an item in a folder. */
  static String below(String folder, String name) {
    return folder.equals("/") ? "/" + name : folder + "/" + name;
  }

  /** The names in a path, from the root on. */
  static List<String> segments(FileReference.ByPath path) {
    return path.root() ? List.of() : List.of(path.text().substring(1).split("/"));
  }

  private static boolean endsWith(String title, String extension) {
    return title.toLowerCase(Locale.ROOT).endsWith("." + extension.toLowerCase(Locale.ROOT));
  }
}
