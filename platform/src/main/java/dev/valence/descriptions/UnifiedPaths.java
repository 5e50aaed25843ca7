package dev.valence.descriptions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hub's paths for those of a vendor. A placeholder of the hub's is a whole segment, so {@code
 * /reports/{name}.json} becomes {@code /reports/{name}}, and {@code /jobs/{id}:cancel} {@code
 * /jobs/{id}/cancel}. The version that all paths begin with is left out. No two calls get the same
 * method and path, nor paths that only differ in the names of placeholders.
 */
final class UnifiedPaths {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]+)}");
  private static final Pattern VERSION =
      Pattern.compile("(?i)api|rest|v\\d+([._]\\d+)*(alpha|beta|rc)?\\d*|\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern EXTENSION = Pattern.compile("(?i)\\.(json|xml)");

  private static final Pattern PLAIN = Pattern.compile("(/([^{}/?#]*+|\\{[^{}/]++}))*+");

  /** What a segment may hold as it is. */
  private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9._~$@!:,;=+&'()*-]+");

  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._$:@-]+");

  /**
   * A call's path.
   *
   * @param hub the hub's, without {@code /hubs/<hub>}
   * @param vendor the vendor's, its placeholders named as the hub's
   * @param names the placeholders' names by those that the description has
   */
  record UnifiedPath(String hub, String vendor, Map<String, String> names) {}

  /** A call of a vendor. */
  record VendorCall(String method, String path) {}

  private final int common;
  private final Map<VendorCall, UnifiedPath> paths = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  UnifiedPaths(List<VendorCall> calls) {
    common = common(calls.stream().map(VendorCall::path).distinct().toList());
    // Those whose path can stay go first, so that it does not depend on the order of the others.
    calls.stream().filter(call -> plain(call.path())).forEach(this::name);
    calls.stream().filter(call -> !plain(call.path())).forEach(this::name);
  }

  UnifiedPath of(VendorCall call) {
    return Objects.requireNonNull(paths.get(call), call::toString);
  }

  private static boolean plain(String path) {
    return PLAIN.matcher(path).matches();
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.replaceFirst("[?#].*$", "").split("/"))
        .filter(segment -> !segment.isEmpty())
        .toList();
  }

  /** How many segments all paths begin with that only tell the version. */
  private static int common(List<String> paths) {
    List<List<String>> all = paths.stream().map(UnifiedPaths::segments).toList();
    int common = 0;
    while (true) {
      int place = common;
      Set<String> there =
          all.stream()
              .map(segments -> segments.size() > place + 1 ? segments.get(place) : "")
              .collect(Collectors.toSet());
      if (there.size() != 1 || !VERSION.matcher(there.iterator().next()).matches()) {
        return common;
      }
      common++;
    }
  }

  private void name(VendorCall call) {
    String path = call.path().replaceFirst("#.*$", "");
    Map<String, String> names = new LinkedHashMap<>();
    StringBuilder vendor = new StringBuilder();
    Matcher placeholders = PLACEHOLDER.matcher(path);
    int end = 0;
    Map<String, Integer> repeated = new HashMap<>();
    List<String> inOrder = new ArrayList<>();
    while (placeholders.find()) {
      String own = placeholders.group(1);
      String name = NOT_IN_A_NAME.matcher(own.replaceFirst("^[+#./;?&*]+", "")).replaceAll("_");
      name = name.replaceFirst("\\*$", "");
      int times = repeated.merge(name, 1, Integer::sum);
      name = times == 1 ? name : name + times;
      names.put(times == 1 ? own : name, name);
      inOrder.add(name);
      vendor.append(path, end, placeholders.start()).append('{').append(name).append('}');
      end = placeholders.end();
    }
    vendor.append(path.substring(end));
    List<String> segments = segments(vendor.toString());
    List<String> below = segments.subList(Math.min(common, segments.size()), segments.size());
    List<String> candidates = candidates(below, call.path(), inOrder);
    String hub =
        candidates.stream()
            .filter(candidate -> taken.add(call.method() + " " + shape(candidate)))
            .findFirst()
            .orElseGet(() -> numbered(call.method(), candidates.getLast()));
    paths.put(call, new UnifiedPath(hub, vendor.toString(), names));
  }

  private static List<String> candidates(
      List<String> segments, String path, List<String> placeholders) {
    List<String> candidates = new ArrayList<>();
    candidates.add(joined(segments, true));
    candidates.add(joined(segments, false));
    String more =
        path.contains("?") || path.contains("#") ? path.replaceFirst("^[^?#]*[?#]", "") : "";
    String words = words(PLACEHOLDER.matcher(more).replaceAll(" "), "/");
    if (!words.isEmpty()) {
      candidates.add(joined(segments, false) + "/" + words);
    }
    if (!placeholders.isEmpty()) {
      String last = placeholders.getLast();
      String whole = candidates.getLast();
      int place = whole.lastIndexOf("/{" + last + "}");
      candidates.add(
          place < 0
              ? whole + "/by-" + last
              : whole.substring(0, place) + "/by-" + last + whole.substring(place));
    }
    return candidates;
  }

  private String numbered(String method, String path) {
    while (true) {
      String candidate = path + "/" + numbers.merge(method + " " + shape(path), 2, (n, _) -> n + 1);
      if (taken.add(method + " " + shape(candidate))) {
        return candidate;
      }
    }
  }

  private static String shape(String path) {
    return PLACEHOLDER.matcher(path).replaceAll("{}");
  }

  private static String joined(List<String> segments, boolean shortened) {
    String path =
        segments.stream()
            .map(segment -> segment(segment, shortened))
            .filter(segment -> !segment.isEmpty())
            .map(segment -> "/" + segment)
            .collect(Collectors.joining());
    return path.isEmpty() ? "/root" : path;
  }

  private static String segment(String segment, boolean shortened) {
    if (!segment.contains("{")) {
      return segment.matches("\\.{1,2}") ? "-" : ODD.matcher(segment).replaceAll("-");
    }
    List<String> parts = new ArrayList<>();
    Matcher placeholders = PLACEHOLDER.matcher(segment);
    int end = 0;
    for (MatchResult placeholder : placeholders.results().toList()) {
      parts.add(words(segment.substring(end, placeholder.start()), "-"));
      parts.add(placeholder.group());
      end = placeholder.end();
    }
    String rest = segment.substring(end);
    if (!(shortened && EXTENSION.matcher(rest).matches())) {
      parts.add(words(rest, "-"));
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
  }

  private static String words(String text, String separator) {
    return Arrays.stream(text.split("[^A-Za-z0-9_]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(separator));
  }
}
