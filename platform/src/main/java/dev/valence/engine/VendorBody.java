package dev.valence.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a vendor's request while it is being made. */
sealed interface VendorBody {

  /** No body. */
  VendorBody NONE = new Text("");

  /** A body of text; an empty one is none. */
  record Text(String content) implements VendorBody {}

  /** A body of fields, {@code application/x-www-form-urlencoded}. */
  record Form(List<Field> fields) implements VendorBody {}

  /**
   * A body of several parts, of which files are the caller's and stream.
   *
   * @param fields the fields that come first
   * @param names the names that the vendor has for parts of the caller's, by the caller's
   * @param parts the caller's parts; null without any
   */
  record Multipart(
      List<Field> fields, java.util.Map<String, String> names, CallBody.@Nullable Parts parts)
      implements VendorBody {}

  /** A body of bytes that are the caller's and stream. */
  record Stream(HubCall.Body content) implements VendorBody {}

  /** A field of a form. */
  record Field(String name, String value) {}
}
