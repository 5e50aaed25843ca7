package dev.valence.sandbox.face;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One simulated vendor. It is served on one or more sites; the hosts of a site are served together
 * and told apart by path.
 */
public interface Face {

  /** The name in URLs of the control API, lower case. */
  String name();

  /**
   * A group of the vendor's hosts that has ports of its own.
   *
   * @param name the name within the face, lower case; empty when the face has only this site
   * @param hosts the vendor's public host names
   */
  record Site(String name, List<String> hosts) {
    /** Copies the list. */
    public Site {
      hosts = List.copyOf(hosts);
    }
  }

  /** The sites, the same ones always. */
  List<Site> sites();

  /**
   * Hears where its sites are, before the first call.
   *
   * @param addresses the address of a site for plain HTTP, without a path, by the site's name
   */
  void listensAt(Function<String, URI> addresses);

  /**
   * The settings with which an API client reaches this face instead of the vendor, by the key of
   * the element that they are for.
   */
  Map<String, Map<String, String>> elements();

  /**
   * Processes one call. Called on a virtual thread, may block.
   *
   * @param site the name of the site that was called
   * @throws IOException when stored bytes cannot be read or written
   */
  Answer answer(String site, Request request) throws IOException;

  /** The headers the vendor puts on every answer, made anew for each one. */
  Map<String, String> commonHeaders();

  /** The accounts, applications, consent, tokens and options. */
  FaceState state();

  /** The files of the accounts, of a vendor that keeps files. */
  default Optional<FaceFiles> files() {
    return Optional.empty();
  }

  /** The records of the accounts, of a vendor that keeps records. */
  default Optional<FaceRecords> records() {
    return Optional.empty();
  }

  /**
   * Back to the state at the start.
   *
   * @throws IOException when stored bytes cannot be deleted
   */
  void reset() throws IOException;
}
