package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Sends requests with credentials that stay the same: nothing is renewed when they are refused.
 *
 * @param signature reads the credentials, or fails where they are missing, and signs with them
 */
record FixedSender(
    ConnectedInstance instance, Sender unsigned, Supplier<UnaryOperator<EgressRequest>> signature)
    implements SigningSender {

  @Override
  public EgressResponse send(Draft draft) {
    EgressRequest request = draft.with(instance::configuration);
    return unsigned.send(
        SigningSender.authorized(request) ? request : signature.get().apply(request));
  }

  @Override
  public void requireCredentials() {
    var _ = signature.get();
  }

  @Override
  public List<Secret> secrets() {
    return SigningSender.configured(instance);
  }
}
