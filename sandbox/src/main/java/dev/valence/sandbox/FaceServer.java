package dev.valence.sandbox;

import dev.valence.sandbox.face.Face;

/** A face with the ports it is served on. */
record FaceServer(FaceCalls calls, String host, int httpPort, int httpsPort) {

  Face face() {
    return calls.face();
  }

  FaceAddress address() {
    return new FaceAddress(face().name(), host, httpPort, httpsPort, face().hosts());
  }
}
