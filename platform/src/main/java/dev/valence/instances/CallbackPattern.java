package dev.valence.instances;

import com.google.re2j.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/**
 * Which callback URLs an OAuth proxy may send users on to: a URL, or a pattern.
 *
 * <p>A URL stands for itself, letter by letter. In a pattern {@code *} stands for any characters of
 * a host's name or of one segment of a path, {@code **} in a path for any of several segments;
 * neither leaves its part of the URL, so that no wildcard of a path lends the code to another host.
 * A pattern without a scheme stands for every https URL of its hosts. The end of a host's name is
 * never a wildcard. Matching takes time in proportion to the URL.
 *
 * @param text as it was given
 */
record CallbackPattern(String text) {

  private static final int LONGEST = 2_000;
  private static final java.util.regex.Pattern PART = java.util.regex.Pattern.compile("\\*+|[^*]+");
  private static final String HOST = "[A-Za-z0-9.-]+";
  private static final String PORT = "(?::\\d{1,5})?";
  private static final String SCHEME = "https?://";
  private static final Pattern PLAIN_HOST = Pattern.compile(HOST);
  private static final Pattern URL_PATTERN =
      Pattern.compile(
          SCHEME + "[A-Za-z0-9.*-]+" + PORT + "(?:[/?][!$&'()*+,;=:@/?%A-Za-z0-9._~-]*)?");
  private static final Pattern HOST_PATTERN = Pattern.compile("[A-Za-z0-9.*-]+" + PORT);

  /** The URL of an application, if a text is one that a browser cannot take for another. */
  static Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain =
          text.length() <= LONGEST
              && (scheme.equals("https") || scheme.equals("http"))
              && url.getHost() != null
              && PLAIN_HOST.matches(url.getHost())
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null
              // Browsers read an encoded dot as a dot.
              && !String.valueOf(url.getRawPath()).toLowerCase(Locale.ROOT).contains("%2e")
              && url.normalize().equals(url);
      return Optional.of(url).filter(it -> plain);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Reads what an administrator gives; empty when it is neither a URL nor a safe pattern. */
  static Optional<CallbackPattern> read(String text) {
    CallbackPattern pattern = new CallbackPattern(text);
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    if (!text.contains("*") && text.contains("://")) {
      return url(text).map(url -> pattern);
    }
    boolean wellFormed = URL_PATTERN.matches(text) || HOST_PATTERN.matches(text);
    return wellFormed && pattern.namesAHost() ? Optional.of(pattern) : Optional.empty();
  }

  /** Whether an application's URL, one that {@link #url} gave, is meant. */
  boolean matches(URI url) {
    if (!text.contains("*") && text.contains("://")) {
      return text.equals(url.toString());
    }
    return Pattern.matches(expression(), url.toString());
  }

  private String expression() {
    int start = text.contains("://") ? text.indexOf("://") + 3 : 0;
    String authority = text.substring(start).replaceFirst("[/?].*", "");
    String rest = text.substring(start + authority.length());
    String host = expression(authority, "[A-Za-z0-9.-]*", "[A-Za-z0-9.-]*");
    return start == 0
        ? "(?i:https://" + host + ")(?:[/?].*)?"
        : "(?i:" + text.substring(0, start) + host + ")" + expression(rest, "[^/?]*", "[^?]*");
  }

  private static String expression(String glob, String star, String stars) {
    return PART.matcher(glob)
        .results()
        .map(MatchResult::group)
        .map(part -> part.startsWith("*") ? (part.equals("*") ? star : stars) : Pattern.quote(part))
        .collect(Collectors.joining());
  }

  /** Whether two labels of the host are fixed, the last one whole. */
  private boolean namesAHost() {
    String host = text.replaceFirst("^" + SCHEME, "").replaceFirst("[:/?].*", "");
    String last = host.substring(host.lastIndexOf('.') + 1);
    return !last.isEmpty()
        && !last.contains("*")
        && Arrays.stream(host.replace("*", "").split("\\."))
                .filter(label -> !label.isEmpty())
                .count()
            > 1;
  }
}
