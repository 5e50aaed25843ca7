package dev.valence.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to public addresses only. The client connects to the very addresses that were
 * checked here, so that a name cannot change its meaning between the check and the connection.
 */
final class GuardedDnsResolver implements DnsResolver {

  /** The {@link AddressPolicy} refuses a host. */
  static final class RefusedHostException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    RefusedHostException(String message) {
      super(message);
    }
  }

  private final DnsResolver names;

  GuardedDnsResolver(DnsResolver names) {
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    refuse(AddressPolicy.objection(host));
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      refuse(AddressPolicy.objection(address));
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }

  private static void refuse(Optional<String> objection) throws RefusedHostException {
    if (objection.isPresent()) {
      throw new RefusedHostException("it leads to " + objection.get() + ", which is not allowed");
    }
  }
}
