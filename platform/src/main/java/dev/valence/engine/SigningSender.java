package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends requests as an instance, for one call.
 *
 * <p>Whatever the vendor, a status of 401 means that the token is no longer good: it is renewed and
 * the request repeated, once in a call. A request whose body streams cannot be repeated: its 401 is
 * given back as it is, and the call after it finds the renewed token.
 */
final class SigningSender implements Sender {

  private static final int UNAUTHORIZED = 401;
  private static final int LONGEST_MESSAGE = 4096;

  private final Sender unsigned;
  private final Credential credential;
  private boolean renewed;

  SigningSender(Sender unsigned, Credential credential) {
    this.unsigned = unsigned;
    this.credential = credential;
  }

  @Override
  public EgressResponse send(EgressRequest request) {
    Secret token = credential.accessToken();
    EgressResponse response = unsigned.send(signed(request, token));
    if (response.status() == UNAUTHORIZED && !renewed) {
      renewed = true;
      token = renewed(token, response);
      if (request.repeatable()) {
        response.close();
        response = unsigned.send(signed(request, token));
      }
    }
    if (response.successful()) { // no other status proves that the token was looked at
      credential.worked(token);
    }
    return response;
  }

  private Secret renewed(Secret refused, EgressResponse response) {
    try {
      return credential.renewed(refused);
    } catch (ApiException e) {
      try (response) {
        throw e.status() == UNAUTHORIZED && e.providerMessage().isEmpty() ? told(e, response) : e;
      }
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  /** Where nobody was asked for another token, the refusal has the only words that there are. */
  private static ApiException told(ApiException failure, EgressResponse refusal) {
    try {
      byte[] words = refusal.body().readNBytes(LONGEST_MESSAGE);
      return ApiException.ofProvider(
          failure.status(),
          failure.message(),
          words.length == 0 ? null : new String(words, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return failure;
    }
  }

  private static EgressRequest signed(EgressRequest request, Secret token) {
    return request.withHeader("Authorization", "Bearer " + token.reveal());
  }
}
