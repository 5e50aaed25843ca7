package dev.valence.egress;

import java.util.Optional;

/**
 * Sends requests again that a provider did not carry out, where that does no harm.
 *
 * <p>Whatever its body, if that can be sent again at all, a request is repeated that the provider
 * has put off (429, and 503 with a Retry-After of RFC 9110, 10.2.3), after the time that the
 * provider names; one that it is to be put off for long is not waited for. What failed (5xx, a
 * connection that broke) is repeated only when it is idempotent: the provider may have acted.
 *
 * @param sender sends each attempt
 * @param retries decides on another one
 */
public record RetryingSender(Sender sender, Retries retries) implements Sender {

  @Override
  public EgressResponse send(EgressRequest request) {
    return retries
        .send(
            new Retries.Attempt() {

              @Override
              public Optional<EgressResponse> send() {
                return Optional.of(sender.send(request));
              }

              @Override
              public EgressRequest sent() {
                return request;
              }
            })
        .orElseThrow();
  }
}
