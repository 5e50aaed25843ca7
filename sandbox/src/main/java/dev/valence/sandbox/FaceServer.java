package dev.valence.sandbox;

import dev.valence.sandbox.face.Face;
import java.net.URI;
import java.util.List;

/** A face with the ports that its sites are served on. */
record FaceServer(FaceCalls calls, List<SiteServer> sites) {

  /** A site with its ports. */
  record SiteServer(Face.Site site, FaceAddress address) {}

  Face face() {
    return calls.face();
  }

  List<FaceAddress> addresses() {
    return sites.stream().map(SiteServer::address).toList();
  }

  /** The address of a site, for plain HTTP. */
  URI urlOf(String siteName) {
    return sites.stream()
        .filter(server -> server.site().name().equals(siteName))
        .findFirst()
        .orElseThrow()
        .address()
        .httpUrl();
  }
}
