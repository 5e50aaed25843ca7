package dev.valence.sandbox.dropbox;

import java.util.List;
import java.util.stream.Stream;

/** Nothing can be written at a path; the tags are those of Dropbox's union {@code WriteError}. */
final class WriteFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> tags;

  WriteFailure(String... tags) {
    super(String.join("/", tags));
    this.tags = List.of(tags);
  }

  List<String> tags() {
    return tags;
  }

  /** The error of a route in whose union the failure has a tag. */
  ApiException under(String tag) {
    return ApiException.EndpointError.of(Stream.concat(Stream.of(tag), tags.stream()).toList());
  }
}
