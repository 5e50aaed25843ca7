package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Request;
import java.net.URI;
import java.util.List;

/**
 * The addresses that answers name, which are of the kind that the caller has used: the vendor's
 * host names, or the sandbox's own address.
 *
 * @param login the login site
 * @param instance the site of the organization
 */
record Hosts(URI login, URI instance) {

  static final List<String> LOGIN = List.of("login.salesforce.com", "test.salesforce.com");
  static final String INSTANCE = "valence-dev-ed.my.salesforce.com";

  /** The addresses before the sites have got theirs. */
  static Hosts unknown() {
    return new Hosts(URI.create("https://" + LOGIN.getFirst()), URI.create("https://" + INSTANCE));
  }

  /** The base of the login site for the caller, without a slash at the end. */
  String login(Request request) {
    String called = called(request);
    if (LOGIN.contains(called)) {
      return "https://" + called;
    }
    return called.equals(INSTANCE) ? "https://" + LOGIN.getFirst() : login.toString();
  }

  /** The base of the organization's site for the caller, without a slash at the end. */
  String instance(Request request) {
    String called = called(request);
    return LOGIN.contains(called) || called.equals(INSTANCE)
        ? "https://" + INSTANCE
        : instance.toString();
  }

  private static String called(Request request) {
    int port = request.host().lastIndexOf(':');
    return port < 0 ? request.host() : request.host().substring(0, port);
  }
}
