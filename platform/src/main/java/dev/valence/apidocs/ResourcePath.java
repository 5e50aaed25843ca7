package dev.valence.apidocs;

import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The path of a resource as a template that documents can have: below the hub, without a query, and
 * with every placeholder's name once.
 *
 * @param text the template, beginning with a slash
 * @param placeholders the names of its placeholders, in their order
 */
record ResourcePath(String text, List<String> placeholders) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  ResourcePath {
    placeholders = List.copyOf(placeholders);
  }

  static ResourcePath of(Resource resource) {
    String path =
        resource.path().strip().replaceFirst("^/hubs/[^/?]+", "").replaceFirst("\\?.*$", "");
    return read(path.startsWith("/") ? path : "/" + path);
  }

  private static ResourcePath read(String path) {
    List<String> names = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(path);
    int end = 0;
    while (placeholder.find()) {
      text.append(literal(path.substring(end, placeholder.start())));
      String name =
          UniqueNames.unlike(
              names, placeholder.group(1).isBlank() ? "value" : placeholder.group(1));
      names.add(name);
      text.append('{').append(name).append('}');
      end = placeholder.end();
    }
    return new ResourcePath(text.append(literal(path.substring(end))).toString(), names);
  }

  /** What stands between placeholders; a brace that belongs to none is a character like others. */
  private static String literal(String text) {
    return text.replace("{", "%7B").replace("}", "%7D");
  }

  /** The template without the placeholders' names: paths of one shape are one path. */
  String shape() {
    return PLACEHOLDER.matcher(text).replaceAll("{}");
  }

  /** The segments that are no placeholders, joined: {@code reviews_comments}. */
  String words() {
    return String.join("_", literals());
  }

  /** The words of what the path lies below: {@code reviews} of {@code /reviews/{id}/comments}. */
  List<String> above() {
    List<String> literals = literals();
    return IntStream.range(1, literals.size())
        .mapToObj(length -> String.join("_", literals.subList(0, length)))
        .toList();
  }

  private List<String> literals() {
    return Arrays.stream(segments())
        .filter(segment -> !segment.isEmpty() && !isPlaceholder(segment))
        .toList();
  }

  /** The first segment; a placeholder's with its braces. */
  String first() {
    return segments()[0];
  }

  boolean endsWithPlaceholder() {
    return isPlaceholder(segments()[segments().length - 1]);
  }

  /** Whether the path has one segment, and that is a word: {@code /contacts}. */
  boolean isCollection() {
    return segments().length == 1 && !first().isEmpty() && placeholders.isEmpty();
  }

  /** Whether all segments are placeholders. */
  boolean isGeneric() {
    return Arrays.stream(segments()).allMatch(ResourcePath::isPlaceholder);
  }

  private String[] segments() {
    return text.substring(1).split("/", -1);
  }

  private static boolean isPlaceholder(String segment) {
    return PLACEHOLDER.matcher(segment).matches();
  }
}
