package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;

/**
 * Sends requests as an instance, for one call.
 *
 * <p>Whatever the vendor, a status of 401 means that the token is no longer good: it is renewed and
 * the request repeated, once in a call. A request whose body streams cannot be repeated; its 401 is
 * given back as it is.
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
    if (response.status() == UNAUTHORIZED && !renewed && request.repeatable()) {
      renewed = true;
      response.close();
      token = credential.renewed(token);
      response = unsigned.send(signed(request, token));
    }
    if (response.status() != UNAUTHORIZED) {
      credential.worked(token);
    }
    return response;
  }

  private static EgressRequest signed(EgressRequest request, Secret token) {
    return request.withHeader("Authorization", "Bearer " + token.reveal());
  }
}
