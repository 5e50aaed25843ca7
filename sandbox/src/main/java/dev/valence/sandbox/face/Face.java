package dev.valence.sandbox.face;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** One simulated vendor. All of its hosts are served together and told apart by path. */
public interface Face {

  /** The name in URLs of the control API, lower case. */
  String name();

  /** The vendor's public host names. */
  List<String> hosts();

  /**
   * The settings with which an API client reaches this face instead of the vendor.
   *
   * @param base the face's own address without a path
   */
  Map<String, String> configuration(URI base);

  /**
   * Processes one call. Called on a virtual thread, may block.
   *
   * @throws IOException when stored bytes cannot be read or written
   */
  Answer answer(Request request) throws IOException;

  /** The headers the vendor puts on every answer, made anew for each one. */
  Map<String, String> commonHeaders();

  /** The accounts, applications, consent, tokens and options. */
  FaceState state();

  /** The files of the accounts. */
  FaceFiles files();

  /**
   * Back to the state at the start.
   *
   * @throws IOException when stored bytes cannot be deleted
   */
  void reset() throws IOException;
}
