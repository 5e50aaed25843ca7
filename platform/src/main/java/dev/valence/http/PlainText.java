package dev.valence.http;

import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Texts that some page may show as they are (contract, platform 8.3). */
public final class PlainText {

  private PlainText() {}

  /** A text without markup, NUL characters and space around it; null stays null. */
  public static @Nullable String of(@Nullable String text) {
    return text == null
        ? null
        : Jsoup.parseBodyFragment(text).body().wholeText().replace("\0", "").strip();
  }
}
