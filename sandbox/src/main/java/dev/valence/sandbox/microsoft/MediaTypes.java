package dev.valence.sandbox.microsoft;

import java.net.URLConnection;
import java.util.Objects;

/** The media types of files by the endings of their names. */
final class MediaTypes {

  private MediaTypes() {}

  static String of(String name) {
    // Of the name only the ending, as a number sign in it would end the name for the platform.
    String ending = name.substring(Math.max(name.lastIndexOf('.'), 0));
    return Objects.requireNonNullElse(
        URLConnection.guessContentTypeFromName("file" + ending), "application/octet-stream");
  }
}
