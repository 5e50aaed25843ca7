package dev.valence.sandbox.face;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A request for access to an account (RFC 6749, 4.1.1), as far as vendors have it in common. */
public interface AccessRequest {

  /** The application that asks. */
  String clientId();

  /** What it asks for. */
  Collection<String> scopes();

  /** Where the user is sent back to; null where the user carries the code. */
  @Nullable String redirectUri();

  /** What comes back unchanged, if anything. */
  @Nullable String state();
}
