package dev.valence.http;

import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Texts that some page may show as they are (contract, platform 8.3). */
public final class PlainText {

  private PlainText() {}

  /** How often a text is read: what is left of markup can make markup, like {@code <<b>i>}. */
  private static final int READINGS = 5;

  /** A text without markup, NUL characters and space around it; null stays null. */
  public static @Nullable String of(@Nullable String text) {
    return text == null ? null : stripped(text);
  }

  private static String stripped(String text) {
    String plain = text.replace("\0", "");
    for (int reading = 0; reading < READINGS; reading++) {
      String read = withoutTags(plain);
      if (read.equals(plain)) {
        return plain.strip();
      }
      plain = read;
    }
    return plain.replace("<", "").strip();
  }

  /** Entities stay as they are written: a page that shows the text as it is reads them itself. */
  private static String withoutTags(String text) {
    return Jsoup.parseBodyFragment(text.replace("&", "&amp;")).body().wholeText();
  }
}
