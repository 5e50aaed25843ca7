package dev.valence.hubs.documents;

import java.net.URLConnection;
import java.util.Locale;

/** Media types of files, told by their names, for providers that keep none. */
public final class MimeTypes {

  /** The media type of bytes about which nothing is known. */
  public static final String UNKNOWN = "application/octet-stream";

  private MimeTypes() {}

  /** The media type that goes with the extension of a file's name. */
  public static String ofName(String fileName) {
    // Only the extension is shown to the JDK, which takes a '#' in a name for a URL's fragment.
    int dot = fileName.lastIndexOf('.');
    String extension = dot < 0 ? "" : fileName.substring(dot).toLowerCase(Locale.ROOT);
    String type = URLConnection.guessContentTypeFromName("name" + extension);
    return type == null ? UNKNOWN : type;
  }
}
