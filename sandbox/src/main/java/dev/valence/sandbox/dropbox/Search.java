package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.dropbox.Entry.FolderEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for. As at Dropbox a name matches by the beginnings of its words, not by any
 * part of it.
 *
 * @param query every word of it must begin a word of the name
 * @param folder the folder with all that is below it
 * @param limit how many matches a page has
 * @param latestFirst whether the order is that of time
 * @param deleted whether deleted files are searched instead of those that exist
 * @param extensions the endings of names without a dot; null for any
 * @param categories the kinds of files; null for any
 */
record Search(
    String query,
    String folder,
    int limit,
    boolean latestFirst,
    boolean deleted,
    @Nullable List<String> extensions,
    @Nullable List<String> categories) {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;
  private static final int MOST_MATCHES = 10_000;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern ACCOUNT = Pattern.compile("(?s).{40}");
  private static final List<String> CATEGORIES =
      List.of(
          "image",
          "document",
          "pdf",
          "spreadsheet",
          "presentation",
          "audio",
          "video",
          "folder",
          "paper",
          "others");

  /** Reads the options of a search. */
  static Search read(String query, @Nullable Arguments options, FileTree tree) {
    if (options == null) {
      return new Search(query, "", DEFAULT_LIMIT, false, false, null, null);
    }
    String path = options.optionalText("path", PathRules.FOLDER);
    Long limit = options.optionalInteger("max_results", 1, MAX_LIMIT);
    Arguments.Tagged order =
        options.optionalUnion("order_by", List.of("relevance", "last_modified_time"));
    Arguments.Tagged status = options.optionalUnion("file_status", List.of("active", "deleted"));
    List<String> extensions = options.optionalTexts("file_extensions", PathRules.ANY);
    List<String> categories = options.optionalTags("file_categories", CATEGORIES);
    options.optionalText("account_id", ACCOUNT);
    options.allow("filename_only").end();
    String folder = path == null ? "" : Lookup.path(tree, path, "path");
    if (!folder.isEmpty() && tree.find(folder) == null) {
      throw Lookup.failure("path", "not_found");
    }
    return new Search(
        query,
        folder,
        limit == null ? DEFAULT_LIMIT : limit.intValue(),
        order != null && order.tag().equals("last_modified_time"),
        status != null && status.tag().equals("deleted"),
        extensions,
        categories);
  }

  /** Everything that matches, as far as Dropbox gives it. */
  List<Entry> run(FileTree tree) {
    Stream<? extends Entry> candidates =
        deleted ? tree.allDeleted().stream() : tree.below(folder).stream();
    Comparator<Entry> order =
        latestFirst
            ? Comparator.comparing(Search::modified).reversed().thenComparing(Entry::lowerPath)
            : Comparator.comparing(Entry::lowerPath);
    return candidates
        .filter(entry -> PathRules.isBelow(entry.path(), folder) && matches(entry))
        .map(entry -> (Entry) entry)
        .sorted(order)
        .limit(MOST_MATCHES)
        .toList();
  }

  private static Instant modified(Entry entry) {
    return entry instanceof FileEntry file ? file.serverModified() : Instant.EPOCH;
  }

  private boolean matches(Entry entry) {
    List<String> words = words(PathRules.name(entry.lowerPath()));
    return words(PathRules.lower(query)).stream()
            .allMatch(wanted -> words.stream().anyMatch(word -> word.startsWith(wanted)))
        && (extensions == null || hasExtension(entry, extensions))
        && (categories == null || categories.contains(category(entry)));
  }

  private static List<String> words(String text) {
    return Arrays.stream(NO_WORD.split(text)).filter(word -> !word.isEmpty()).toList();
  }

  private static boolean hasExtension(Entry entry, List<String> wanted) {
    String extension = PathRules.extension(entry.path());
    return !(entry instanceof FolderEntry)
        && wanted.stream().anyMatch(ending -> PathRules.lower(ending).equals(extension));
  }

  private static String category(Entry entry) {
    if (entry instanceof Existing && !(entry instanceof FileEntry)) {
      return "folder";
    }
    String extension = PathRules.extension(entry.path());
    if (Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp").contains(extension)) {
      return "image";
    }
    if (Set.of("doc", "docx", "odt", "rtf", "txt", "md").contains(extension)) {
      return "document";
    }
    if (Set.of("xls", "xlsx", "ods", "csv").contains(extension)) {
      return "spreadsheet";
    }
    if (Set.of("ppt", "pptx", "odp").contains(extension)) {
      return "presentation";
    }
    if (Set.of("mp3", "wav", "flac", "ogg", "m4a").contains(extension)) {
      return "audio";
    }
    if (Set.of("mp4", "mov", "avi", "mkv", "webm").contains(extension)) {
      return "video";
    }
    return Set.of("pdf", "paper").contains(extension) ? extension : "others";
  }
}
