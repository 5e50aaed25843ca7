package dev.valence.engine;

import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Sends requests with credentials of the configuration. Where the element can begin a session anew,
 * a status of 401 has that done and the request repeated, once in a call, and never a body that
 * streams.
 */
final class FixedSender implements SigningSender {

  private static final int UNAUTHORIZED = 401;

  private final ConnectedInstance instance;
  private final Sender unsigned;
  private final Fixed access;
  private boolean refreshed;

  private FixedSender(ConnectedInstance instance, Sender unsigned, Fixed access) {
    this.instance = instance;
    this.unsigned = unsigned;
    this.access = access;
  }

  /** With a header that says who calls; with none where there is no value. */
  static FixedSender with(
      ConnectedInstance instance, Sender unsigned, Supplier<Optional<String>> authorization) {
    return new FixedSender(
        instance, unsigned, new Fixed(instance, authorization, UnaryOperator::identity));
  }

  /**
   * With a signature of each request.
   *
   * @param signature reads the credentials, or fails where they are missing, and signs with them
   */
  static FixedSender signing(
      ConnectedInstance instance,
      Sender unsigned,
      Supplier<UnaryOperator<EgressRequest>> signature) {
    return new FixedSender(instance, unsigned, new Fixed(instance, Optional::empty, signature));
  }

  @Override
  public Optional<EgressResponse> send(Draft draft) {
    instance.credential().ready();
    Optional<EgressRequest> request = draft.with(access);
    if (request.isEmpty()) {
      return Optional.empty();
    }
    EgressResponse response = unsigned.send(request.get());
    if (response.status() != UNAUTHORIZED || refreshed) {
      return Optional.of(response);
    }
    refreshed = true;
    boolean another =
        SigningSender.renewing(this, response, () -> instance.credential().refreshed());
    if (!another || !request.get().repeatable()) {
      return Optional.of(response);
    }
    response.close();
    return draft.with(access).map(unsigned::send);
  }

  @Override
  public Access access() {
    instance.credential().ready();
    return access;
  }

  @Override
  public void requireCredentials() {
    instance.credential().ready();
    var _ = access.authorization();
    var _ = access.signature().get();
  }

  @Override
  public List<Secret> secrets() {
    return SigningSender.configured(instance);
  }

  private record Fixed(
      ConnectedInstance instance,
      Supplier<Optional<String>> header,
      Supplier<UnaryOperator<EgressRequest>> signature)
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
      return signature.get().apply(request);
    }
  }
}
