package dev.valence.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a call in the words of the code.
 *
 * <p>Both vocabularies, repeated and trailing slashes all lead to the same resource; what is
 * percent-encoded stays as it was sent.
 *
 * @param vocabulary the words of the base path
 * @param path the path that the resources know, below {@value #BASE}
 */
record RequestPath(Vocabulary vocabulary, String path) {

  /** Where the API lives in the code's own words. */
  static final String BASE = "/elements/api-v2";

  private static final String API = "api-v2";

  /**
   * Reads the path of a request.
   *
   * @return the path, or nothing when it is not one of the API's
   */
  static Optional<RequestPath> of(String rawPath) {
    List<String> segments = new ArrayList<>(List.of(rawPath.split("/")));
    segments.removeIf(String::isEmpty);
    if (segments.size() < 2 || !segments.get(1).equals(API)) {
      return Optional.empty();
    }
    return Vocabulary.ofPlural(segments.getFirst())
        .map(words -> new RequestPath(words, BASE + below(segments.subList(2, segments.size()))));
  }

  private static String below(List<String> segments) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      path.append('/').append(collection(segments, i) ? inCode(segments.get(i)) : segments.get(i));
    }
    return path.toString();
  }

  /** Whether a segment can be the word for elements; below a hub it is the provider's own data. */
  private static boolean collection(List<String> segments, int index) {
    return !segments.getFirst().equals("hubs") || (index == 2 && segments.size() == 3);
  }

  private static String inCode(String segment) {
    return Vocabulary.ofPlural(segment)
        .map(words -> Vocabulary.ELEMENT.plural())
        .or(() -> Vocabulary.ofInstances(segment).map(words -> Vocabulary.ELEMENT.instances()))
        .orElse(segment);
  }
}
