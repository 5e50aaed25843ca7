package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Request;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

/** Where the hosts are, for a client that uses the vendor's names and for one that does not. */
final class Addresses {

  private final AtomicReference<URI> served =
      new AtomicReference<>(URI.create("https://api.dropboxapi.com"));

  void listensAt(URI address) {
    served.set(address);
  }

  /** The address for plain HTTP. */
  URI served() {
    return served.get();
  }

  /** The address of one of Dropbox's hosts for a client that has made a request. */
  String seenBy(Request request, String host) {
    boolean byVendorsName = !request.host().isEmpty() && !request.host().contains(":");
    return byVendorsName ? "https://" + host : served().toString();
  }
}
