package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Grant;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code /services/oauth2/revoke}, by GET or POST: ends what the token belongs to, its access and
 * its refresh tokens.
 */
final class Revocation {

  private final Tokens tokens;

  Revocation(Tokens tokens) {
    this.tokens = tokens;
  }

  Answer answer(Request request) throws IOException {
    String token = request.formParameters().getOrDefault("token", "");
    Optional<Grant> grant =
        tokens.standing(token) instanceof Tokens.Standing.Valid valid
            ? Optional.of(valid.grant())
            : tokens.findRefreshToken(token);
    tokens.revoke(grant.orElseThrow(() -> new OAuthException("invalid_token", "invalid token")));
    return Answer.empty(200);
  }
}
