package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Sends requests with credentials that stay the same: nothing is renewed when they are refused. */
record FixedSender(ConnectedInstance instance, Sender unsigned, Access access)
    implements SigningSender {

  /** With a header that says who calls; with none where there is no value. */
  static FixedSender with(
      ConnectedInstance instance, Sender unsigned, Supplier<Optional<String>> authorization) {
    return new FixedSender(
        instance, unsigned, new Fixed(instance, authorization, UnaryOperator.identity()));
  }

  /** With a signature of each request. */
  static FixedSender signing(
      ConnectedInstance instance, Sender unsigned, UnaryOperator<EgressRequest> signature) {
    return new FixedSender(instance, unsigned, new Fixed(instance, Optional::empty, signature));
  }

  @Override
  public Optional<EgressResponse> send(Draft draft) {
    return draft.with(access).map(unsigned::send);
  }

  /** Signs what is not sent. */
  @Override
  public void requireCredentials() {
    var _ = access.authorize(EgressRequest.of("GET", URI.create("https://localhost/")));
  }

  @Override
  public List<Secret> secrets() {
    return SigningSender.configured(instance);
  }

  private record Fixed(
      ConnectedInstance instance,
      Supplier<Optional<String>> header,
      UnaryOperator<EgressRequest> signature)
      implements Access {

    @Override
    public Optional<String> configuration(String key) {
      return instance.configuration(key);
    }

    @Override
    public Optional<String> authorization() {
      return header.get();
    }

    @Override
    public EgressRequest sign(EgressRequest request) {
      return signature.apply(request);
    }
  }
}
