package dev.valence.identity;

import dev.valence.model.Secret;

/** A secret that has just been made. */
public record SecretAnswer(String secret) {

  static SecretAnswer of(Secret secret) {
    return new SecretAnswer(secret.reveal());
  }
}
