package dev.valence.egress;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses are on the public Internet, and so may be called: an element's definition or a
 * configuration must not turn the platform against the network that it runs in.
 *
 * <p>Source: the IANA registries of special-purpose addresses (RFC 6890), IPv6 global unicast (RFC
 * 4291), and the metadata services of cloud providers. Addresses that embed an IPv4 address are
 * refused with their whole range.
 */
final class AddressPolicy {

  private record Range(IPAddress block, String kind) {

    static Range of(String block, String kind) {
      return new Range(new IPAddressString(block).getAddress(), kind);
    }
  }

  private static final List<Range> REFUSED =
      List.of(
          Range.of("169.254.169.254", "a cloud metadata"),
          Range.of("169.254.170.2", "a cloud metadata"),
          Range.of("100.100.100.200", "a cloud metadata"),
          Range.of("168.63.129.16", "a cloud metadata"),
          Range.of("192.0.0.192", "a cloud metadata"),
          Range.of("fd00:ec2::254", "a cloud metadata"),
          Range.of("fd20:ce::254", "a cloud metadata"),
          Range.of("0.0.0.0/8", "an unspecified"),
          Range.of("10.0.0.0/8", "a private"),
          Range.of("100.64.0.0/10", "a carrier-grade NAT"),
          Range.of("127.0.0.0/8", "a loopback"),
          Range.of("169.254.0.0/16", "a link-local"),
          Range.of("172.16.0.0/12", "a private"),
          Range.of("192.0.0.0/24", "a reserved"),
          Range.of("192.0.2.0/24", "a documentation"),
          Range.of("192.31.196.0/24", "a reserved"),
          Range.of("192.52.193.0/24", "a reserved"),
          Range.of("192.88.99.0/24", "a 6to4 relay"),
          Range.of("192.168.0.0/16", "a private"),
          Range.of("192.175.48.0/24", "a reserved"),
          Range.of("198.18.0.0/15", "a benchmark"),
          Range.of("198.51.100.0/24", "a documentation"),
          Range.of("203.0.113.0/24", "a documentation"),
          Range.of("224.0.0.0/4", "a multicast"),
          Range.of("255.255.255.255", "a broadcast"),
          Range.of("240.0.0.0/4", "a reserved"),
          Range.of("::", "an unspecified"),
          Range.of("::1", "a loopback"),
          Range.of("::/96", "an IPv4-compatible"),
          Range.of("::ffff:0:0/96", "an IPv4-mapped"),
          Range.of("64:ff9b::/96", "a NAT64"),
          Range.of("64:ff9b:1::/48", "a NAT64"),
          Range.of("2001::/32", "a Teredo"),
          Range.of("2001::/23", "a reserved"),
          Range.of("2001:db8::/32", "a documentation"),
          Range.of("2002::/16", "a 6to4"),
          Range.of("2620:4f:8000::/48", "a reserved"),
          Range.of("3fff::/20", "a documentation"),
          Range.of("fc00::/7", "a private"),
          Range.of("fe80::/10", "a link-local"),
          Range.of("ff00::/8", "a multicast"));

  private static final IPAddress GLOBAL_UNICAST = new IPAddressString("2000::/3").getAddress();

  private static final Set<String> REFUSED_NAMES =
      Set.of(
          "localhost",
          "metadata",
          "metadata.google.internal",
          "metadata.goog",
          "instance-data",
          "instance-data.ec2.internal",
          "metadata.azure.internal",
          "metadata.azure.com",
          "metadata.tencentyun.com");

  private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();

  private AddressPolicy() {}

  /** What is wrong with a host's name, or nothing. */
  static Optional<String> objection(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return REFUSED_NAMES.contains(name) || name.endsWith(".localhost")
        ? Optional.of("a local or cloud metadata name")
        : Optional.empty();
  }

  /** What is wrong with an address, such as {@code a loopback address}, or nothing. */
  static Optional<String> objection(InetAddress inetAddress) {
    IPAddress address = ADDRESSES.from(inetAddress);
    for (Range range : REFUSED) {
      if (range.block().contains(address)) {
        return Optional.of(range.kind() + " address");
      }
    }
    return address.isIPv6() && !GLOBAL_UNICAST.contains(address)
        ? Optional.of("a reserved address")
        : Optional.empty();
  }
}
