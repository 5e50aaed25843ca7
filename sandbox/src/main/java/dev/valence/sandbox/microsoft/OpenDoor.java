package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Request;
import java.io.IOException;

/** Addresses of SharePoint's site that are called without a token: who knows one may use it. */
interface OpenDoor {

  /** Whether a call is for an address of this kind. */
  boolean isFor(Request request);

  /** Processes a call. */
  Answer answer(Request request) throws IOException;
}
