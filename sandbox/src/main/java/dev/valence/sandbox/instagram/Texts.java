package dev.valence.sandbox.instagram;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people's texts name. */
final class Texts {

  private static final Pattern HASHTAG = Pattern.compile("#([\\p{L}\\p{N}_]+)");
  private static final Pattern MENTION = Pattern.compile("@([A-Za-z0-9._]+)");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  private Texts() {}

  /** The tags without their sign, in lower case, each once. */
  static List<String> hashtags(@Nullable String text) {
    return found(HASHTAG, text);
  }

  /** The names of accounts without their sign, each once. */
  static List<String> mentions(@Nullable String text) {
    return found(MENTION, text);
  }

  static long addresses(String text) {
    return ADDRESS.matcher(text).results().count();
  }

  private static List<String> found(Pattern pattern, @Nullable String text) {
    return pattern
        .matcher(text == null ? "" : text)
        .results()
        .map(result -> result.group(1).toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
