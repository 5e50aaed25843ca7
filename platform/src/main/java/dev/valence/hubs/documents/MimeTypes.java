package dev.valence.hubs.documents;

import java.net.URLConnection;

/** Media types of files, told by their names, for providers that keep none. */
public final class MimeTypes {

  /** The media type of bytes about which nothing is known. */
  public static final String UNKNOWN = "application/octet-stream";

  private MimeTypes() {}

  /** The media type that goes with the extension of a file's name. */
  public static String ofName(String fileName) {
    String type = URLConnection.guessContentTypeFromName(fileName);
    return type == null ? UNKNOWN : type;
  }
}
