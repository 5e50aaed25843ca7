package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

  /** Answers every name with the same addresses and counts how often it is asked. */
  private record Names(AtomicInteger asked, String... addresses) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked.incrementAndGet();
      InetAddress[] answer = new InetAddress[addresses.length];
      for (int i = 0; i < answer.length; i++) {
        answer[i] = InetAddress.getByName(addresses[i]);
      }
      return answer;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, an unspecified address",
    "0.1.2.3, an unspecified address",
    "10.0.0.1, a private address",
    "10.255.255.255, a private address",
    "100.64.0.1, a carrier-grade NAT address",
    "100.127.255.255, a carrier-grade NAT address",
    "100.100.100.200, a cloud metadata address",
    "127.0.0.1, a loopback address",
    "127.255.255.254, a loopback address",
    "168.63.129.16, a cloud metadata address",
    "169.254.0.1, a link-local address",
    "169.254.169.254, a cloud metadata address",
    "169.254.170.2, a cloud metadata address",
    "172.16.0.1, a private address",
    "172.31.255.255, a private address",
    "192.0.0.1, a reserved address",
    "192.0.0.192, a cloud metadata address",
    "192.0.2.1, a documentation address",
    "192.88.99.1, a 6to4 relay address",
    "192.168.1.1, a private address",
    "198.18.0.1, a benchmark address",
    "198.19.255.255, a benchmark address",
    "198.51.100.7, a documentation address",
    "203.0.113.9, a documentation address",
    "224.0.0.1, a multicast address",
    "239.255.255.255, a multicast address",
    "240.0.0.1, a reserved address",
    "255.255.255.255, a broadcast address",
    "::, an unspecified address",
    "::1, a loopback address",
    "::7f00:1, an IPv4-compatible address",
    "::8.8.8.8, an IPv4-compatible address",
    "::ffff:127.0.0.1, a loopback address",
    "::ffff:10.0.0.1, a private address",
    "::ffff:a9fe:a9fe, a cloud metadata address",
    "::ffff:0:127.0.0.1, a reserved address",
    "64:ff9b::7f00:1, a NAT64 address",
    "64:ff9b::8.8.8.8, a NAT64 address",
    "64:ff9b:1::a00:1, a NAT64 address",
    "100::1, a reserved address",
    "2001::1, a Teredo address",
    "2001:0:7f00:1::, a Teredo address",
    "2001:2::1, a reserved address",
    "2001:10::1, a reserved address",
    "2001:20::1, a reserved address",
    "2001:db8::1, a documentation address",
    "2002:7f00:1::, a 6to4 address",
    "2002:808:808::1, a 6to4 address",
    "3fff::1, a documentation address",
    "4000::1, a reserved address",
    "5f00::1, a reserved address",
    "fc00::1, a private address",
    "fd00:ec2::254, a cloud metadata address",
    "fd12:3456::1, a private address",
    "fe80::1, a link-local address",
    "febf::1, a link-local address",
    "fec0::1, a reserved address",
    "ff02::1, a multicast address",
  })
  void addressesThatAreNotPublicAreRefused(String address, String objection) throws Exception {
    assertThat(AddressPolicy.objection(InetAddress.getByName(address))).contains(objection);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "162.125.1.19",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2001:200::1",
        "2606:4700::1111",
        "2620:100:6057:19::a27d:d13",
        "2a00:1450:4001::200e"
      })
  void publicAddressesArePermitted(String address) throws Exception {
    assertThat(AddressPolicy.objection(InetAddress.getByName(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "app.localhost",
        "metadata",
        "metadata.google.internal",
        "Metadata.Google.Internal",
        "metadata.goog",
        "instance-data.ec2.internal",
      })
  void localAndMetadataNamesAreRefusedBeforeTheyAreResolved(String name) {
    Names names = new Names(new AtomicInteger(), "8.8.8.8");
    assertThatThrownBy(() -> new GuardedDnsResolver(names).resolve(name))
        .hasMessageContaining("a local or cloud metadata name");
    assertThat(names.asked()).hasValue(0);
  }

  @Test
  void aPublicNameThatLeadsInsideIsRefusedWhateverElseItLeadsTo() {
    EgressSettings settings = EgressSettings.of("test");
    for (String inside : List.of("127.0.0.1", "::1", "10.1.2.3", "169.254.169.254")) {
      Names names = new Names(new AtomicInteger(), "8.8.8.8", inside);
      try (Egress egress = new Egress(settings, names)) {
        Sender sender = egress.bind(AllowedHosts.declared(List.of("rebind.example.com")));
        EgressRequest request =
            EgressRequest.of("GET", URI.create("https://rebind.example.com/?secret=1"));
        assertThatThrownBy(() -> sender.send(request))
            .isInstanceOfSatisfying(
                EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
            .hasMessageContaining("rebind.example.com")
            .hasMessageNotContaining("secret")
            .hasMessageNotContaining(inside);
      }
    }
  }

  @Test
  void theOperatorExemptsOneHostAndPort() {
    try (RawServer server =
            new RawServer(connection -> {
              connection.head();
              connection.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            });
        Egress egress =
            new Egress(
                EgressSettings.of("test").withAllowedAddresses(Set.of("inside.example.com:443")),
                new Names(new AtomicInteger(), "127.0.0.1"))) {
      Sender sender =
          egress.bind(
              AllowedHosts.declared(List.of("inside.example.com", "other.example.com"))
                  .plus(AllowedHosts.exactly(List.of(server.hostAndPort()))));
      try (EgressResponse response = sender.send(EgressRequest.of("GET", server.uri("/")))) {
        assertThat(response.status()).isEqualTo(200);
      }
      assertThat(kind(sender, "https://other.example.com/")).isEqualTo(Kind.REFUSED);
      assertThat(kind(sender, "https://inside.example.com/")).isEqualTo(Kind.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0x7f.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://0/",
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://localhost/",
        "https://localhost./",
        "https://good.example.com./",
        "https://good.example.com:8443/",
        "http://good.example.com/",
        "https://good.example.com@evil.example.com/",
        "https://user:secret@good.example.com/",
        "https://good.example.com.evil.example.com/",
        "https://evilgood.example.com/",
        "https://\u24db\u24de\u24d2alhost/",
        "https://\u0261ood.example.com/",
        "https:///path",
        "https:good.example.com",
        "//good.example.com/",
        "/path",
        "ftp://good.example.com/",
        "file:///etc/passwd",
        "jar:https://good.example.com/!/",
        "https://good.example.com:0/",
        "https://good.example.com:99999/",
      })
  void noSpellingOfAUrlGetsByTheDeclaredHosts(String url) {
    Names names = new Names(new AtomicInteger(), "8.8.8.8");
    try (Egress egress = new Egress(EgressSettings.of("test"), names)) {
      AllowedHosts hosts = AllowedHosts.declared(List.of("good.example.com", "*.cdn.example.com"));
      assertThat(kind(egress.bind(hosts), url)).isEqualTo(Kind.REFUSED);
      assertThat(hosts.allows(URI.create(url))).isFalse();
    }
    assertThat(names.asked()).hasValue(0);
  }

  @Test
  void anyHostIsAnyPublicHostOverHttps() {
    AllowedHosts hosts = AllowedHosts.of(List.of("*", "127.0.0.1:8080"));
    assertThat(hosts.allows(URI.create("https://anything.example/x"))).isTrue();
    assertThat(hosts.allows(URI.create("http://anything.example/x"))).isFalse();
    assertThat(hosts.allows(URI.create("https://anything.example:8443/x"))).isFalse();
    assertThat(hosts.allows(URI.create("http://127.0.0.1:8080/"))).isTrue();
    Names names = new Names(new AtomicInteger(), "10.0.0.1");
    try (Egress egress = new Egress(EgressSettings.of("test"), names)) {
      assertThat(kind(egress.bind(hosts), "https://inside.example/")).isEqualTo(Kind.REFUSED);
      assertThat(kind(egress.bind(hosts), "https://127.0.0.1/")).isEqualTo(Kind.REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "169.254.169.254", "10.0.0.1", "255.255.255.255"})
  void anAddressIsNoWayAroundThePolicyEvenWhenDeclared(String address) {
    try (Egress egress = new Egress(EgressSettings.of("test"))) {
      Sender sender = egress.bind(AllowedHosts.declared(List.of(address)));
      assertThat(kind(sender, "https://" + address + "/")).isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void wildcardsAreSubdomainsOfAnyDepth() {
    AllowedHosts hosts = AllowedHosts.declared(List.of("api.example.com", "*.SharePoint.com"));
    assertThat(hosts.allows(URI.create("https://api.example.com/x?y"))).isTrue();
    assertThat(hosts.allows(URI.create("https://API.example.com:443/"))).isTrue();
    assertThat(hosts.allows(URI.create("https://a.sharepoint.com/"))).isTrue();
    assertThat(hosts.allows(URI.create("https://a.b.sharepoint.com/"))).isTrue();
    assertThat(hosts.allows(URI.create("https://sharepoint.com/"))).isFalse();
    assertThat(hosts.allows(URI.create("https://evilsharepoint.com/"))).isFalse();
    assertThat(hosts.allows(URI.create("https://www.api.example.com/"))).isFalse();
  }

  @Test
  void exactPairsAreOneHostAndOnePort() {
    AllowedHosts hosts = AllowedHosts.exactly(List.of("127.0.0.1:8080", "[::1]:9090"));
    assertThat(hosts.allows(URI.create("http://127.0.0.1:8080/"))).isTrue();
    assertThat(hosts.allows(URI.create("https://127.0.0.1:8080/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://[::1]:9090/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://127.0.0.1:8081/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://127.0.0.2:8080/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://localhost:8080/"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*.com", "https://a.com", "a.com/x", "a.com:443", "a..b", "u@a", "*.*.a.b"})
  void whatIsNoHostCannotBeDeclared(String host) {
    assertThatThrownBy(() -> AllowedHosts.declared(List.of(host)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(host);
  }

  private static Kind kind(Sender sender, String url) {
    try (EgressResponse response = sender.send(EgressRequest.of("GET", URI.create(url)))) {
      throw new AssertionError("answered with " + response.status());
    } catch (EgressException e) {
      return e.kind();
    }
  }
}
