package dev.valence.oauth;

import dev.valence.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes secrets out of a vendor's words, for vendors that repeat what they were sent. */
public final class Masking {

  /** Shorter ones would be found in any text, and keep nothing. */
  private static final int SHORTEST = 4;

  private final List<String> spellings;

  /** Masks these secrets as they are, percent-encoded, and as JSON and HTML escape them. */
  public Masking(Collection<Secret> secrets) {
    this.spellings =
        secrets.stream()
            .map(Secret::reveal)
            .filter(secret -> secret.length() >= SHORTEST)
            .flatMap(Masking::spellings)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text with the mask in the place of every secret. */
  public String apply(String text) {
    String masked = text;
    for (String spelling : spellings) {
      masked = masked.replace(spelling, Secret.MASK);
    }
    return masked;
  }

  /** Whether a text holds a secret. */
  public boolean finds(String text) {
    for (String spelling : spellings) {
      if (text.contains(spelling)) {
        return true;
      }
    }
    return false;
  }

  private static Stream<String> spellings(String secret) {
    if (spelledOneWay(secret)) {
      return Stream.of(secret);
    }
    String html =
        secret
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    return Stream.of(
        secret,
        Parameter.encode(secret),
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        json,
        json.replace("/", "\\/"),
        html);
  }

  private static boolean spelledOneWay(String secret) {
    for (int i = 0; i < secret.length(); i++) {
      if (!spelledOneWay(secret.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean spelledOneWay(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '-'
        || character == '_'
        || character == '.';
  }
}
