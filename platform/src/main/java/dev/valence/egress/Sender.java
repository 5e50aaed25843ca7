package dev.valence.egress;

/**
 * Sends a request to a provider and gives its answer, whatever its status.
 *
 * <p>Implementations differ in what they add: {@link Egress} binds a sender to the hosts that an
 * element may call, the engine adds the instance's credentials.
 */
@FunctionalInterface
public interface Sender {

  /**
   * Sends a request.
   *
   * @return the answer; its owner closes it
   * @throws EgressException when there is no answer
   */
  EgressResponse send(EgressRequest request);
}
