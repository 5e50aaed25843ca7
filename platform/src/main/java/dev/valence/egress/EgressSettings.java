package dev.valence.egress;

import java.time.Duration;
import java.util.Set;

/**
 * How the platform calls providers.
 *
 * @param version what {@code User-Agent: Valence/<version>} says
 * @param connectTimeout how long a connection and its TLS handshake may take
 * @param responseTimeout how long a provider may take for the head of an answer and for each piece
 *     of a body that it is sent, and how long it may stay silent within the body of an answer; what
 *     takes longer is ended within a tenth more
 * @param idleCheckAfter a connection unused for longer is checked before it is used again
 * @param maxCalls how many calls may be under way at once, their answers' bodies included
 * @param maxConnectionsPerHost how many connections one host and port may have
 * @param allowedAddresses {@code host:port} pairs that the operator exempts from the {@link
 *     AddressPolicy}
 */
public record EgressSettings(
    String version,
    Duration connectTimeout,
    Duration responseTimeout,
    Duration idleCheckAfter,
    int maxCalls,
    int maxConnectionsPerHost,
    Set<String> allowedAddresses) {

  public EgressSettings {
    allowedAddresses = Set.copyOf(allowedAddresses);
  }

  /** The settings of an installation that changes none. */
  public static EgressSettings of(String version) {
    return new EgressSettings(
        version,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        2048,
        512,
        Set.of());
  }

  /** The same settings with another time of silence. */
  public EgressSettings withResponseTimeout(Duration timeout) {
    return new EgressSettings(
        version,
        connectTimeout,
        timeout,
        idleCheckAfter,
        maxCalls,
        maxConnectionsPerHost,
        allowedAddresses);
  }

  /** The same settings with other exemptions from the address policy. */
  public EgressSettings withAllowedAddresses(Set<String> addresses) {
    return new EgressSettings(
        version,
        connectTimeout,
        responseTimeout,
        idleCheckAfter,
        maxCalls,
        maxConnectionsPerHost,
        addresses);
  }
}
