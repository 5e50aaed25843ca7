package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;

/**
 * Sends requests as an instance, for one call.
 *
 * <p>Whatever the vendor, a status of 401 means that the token is no longer good: it is renewed and
 * the request repeated, once in a call. A request whose body streams cannot be repeated: its 401 is
 * given back as it is, and the call after it finds the renewed token.
 */
final class SigningSender implements Sender {

  private static final int UNAUTHORIZED = 401;

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
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private static EgressRequest signed(EgressRequest request, Secret token) {
    return request.withHeader("Authorization", "Bearer " + token.reveal());
  }
}
