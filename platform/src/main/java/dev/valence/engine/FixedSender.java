package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/** Sends requests with credentials that stay the same: nothing is renewed when they are refused. */
record FixedSender(
    ConnectedInstance instance, Sender unsigned, UnaryOperator<EgressRequest> signature)
    implements SigningSender {

  @Override
  public EgressResponse send(Draft draft) {
    EgressRequest request = draft.with(instance::configuration);
    return unsigned.send(SigningSender.authorized(request) ? request : signature.apply(request));
  }

  /** Signs what is not sent. */
  @Override
  public void requireCredentials() {
    var _ = signature.apply(EgressRequest.of("GET", URI.create("https://localhost/")));
  }

  @Override
  public List<Secret> secrets() {
    return SigningSender.configured(instance);
  }
}
