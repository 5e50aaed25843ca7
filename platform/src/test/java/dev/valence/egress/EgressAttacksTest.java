package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.egress.EgressException.Kind;
import dev.valence.egress.EgressRequest.Body;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ways by which a definition, a configuration, a provider or a name server could turn the platform
 * against the network that it runs in. Each is refused by a real {@link Egress} before a connection
 * is made: a server listens where the attack leads, and sees nothing.
 *
 * <p>{@code $P} is that server's port. The sender may call any host by http and https at any port
 * (the widest that an element can declare), unless a case says otherwise. Unix sockets and proxies
 * are no places that a request can name.
 */
class EgressAttacksTest {

  /** What the name server says of names; a name that it does not know is a public host. */
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("to-loopback.example.com", List.of("127.0.0.1")),
          Map.entry("to-loopback6.example.com", List.of("::1")),
          Map.entry("to-private.example.com", List.of("10.1.2.3")),
          Map.entry("to-metadata.example.com", List.of("169.254.169.254")),
          Map.entry("to-unspecified.example.com", List.of("0.0.0.0")),
          Map.entry("to-nat64.example.com", List.of("64:ff9b::7f00:1")),
          Map.entry("to-6to4.example.com", List.of("2002:7f00:1::")),
          Map.entry("to-teredo.example.com", List.of("2001:0:1::")),
          Map.entry("to-unique-local.example.com", List.of("fd12:3456::1")),
          Map.entry("public-first.example.com", List.of("8.8.8.8", "127.0.0.1")),
          Map.entry("private-first.example.com", List.of("127.0.0.1", "8.8.8.8")),
          Map.entry("mixed-families.example.com", List.of("2606:4700::1111", "127.0.0.1")));

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final RawServer trap =
      new RawServer(connection -> {
        connection.head();
        connection.say("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
      });
  private final Egress egress =
      new Egress(
          EgressSettings.of("test"),
          new DnsResolver() {

            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
              asked.add(host);
              List<String> addresses = NAMES.getOrDefault(host, List.of());
              if (addresses.isEmpty() && !host.matches("[0-9a-f.:]+")) {
                throw new UnknownHostException(host);
              }
              InetAddress[] answer = new InetAddress[Math.max(1, addresses.size())];
              answer[0] = InetAddress.getByName(host.matches("[0-9a-f.:]+") ? host : "0.0.0.0");
              for (int i = 0; i < addresses.size(); i++) {
                answer[i] = InetAddress.getByName(addresses.get(i));
              }
              return answer;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
              return host;
            }
          });

  @AfterEach
  void close() {
    egress.close();
    trap.close();
  }

  static Stream<Arguments> places() {
    return cases(
        """
        loopback                                | http://127.0.0.1:$P/
        loopback, another of its addresses      | http://127.8.9.10:$P/
        loopback by https                       | https://127.0.0.1:$P/
        unspecified                             | http://0.0.0.0:$P/
        RFC 1918, 10/8                          | http://10.0.0.1:$P/
        RFC 1918, 172.16/12                     | http://172.31.255.254:$P/
        RFC 1918, 192.168/16                    | http://192.168.0.1:$P/
        carrier-grade NAT                       | http://100.64.0.1:$P/
        link-local                              | http://169.254.0.7:$P/
        metadata of AWS, Azure and Google       | http://169.254.169.254/latest/meta-data/
        metadata of AWS containers              | http://169.254.170.2/v2/credentials
        metadata of Alibaba                     | http://100.100.100.200/latest/meta-data/
        metadata of Azure, wire server          | http://168.63.129.16/machine
        metadata of Oracle                      | http://192.0.0.192/latest/
        metadata of AWS by IPv6                 | http://[fd00:ec2::254]/latest/meta-data/
        metadata of Google by IPv6              | http://[fd20:ce::254]/computeMetadata/v1/
        multicast                               | http://224.0.0.1:$P/
        broadcast                               | http://255.255.255.255:$P/
        reserved                                | http://240.0.0.1:$P/
        benchmarking                            | http://198.18.0.1:$P/
        documentation                           | http://203.0.113.1:$P/
        6to4 relay                              | http://192.88.99.1:$P/
        IPv6 loopback                           | http://[::1]:$P/
        IPv6 loopback, written out              | http://[0:0:0:0:0:0:0:1]:$P/
        IPv6 unspecified                        | http://[::]:$P/
        IPv4-mapped loopback                    | http://[::ffff:127.0.0.1]:$P/
        IPv4-mapped loopback in hex             | http://[::ffff:7f00:1]:$P/
        IPv4-mapped metadata                    | http://[::ffff:a9fe:a9fe]:$P/
        IPv4-compatible loopback                | http://[::127.0.0.1]:$P/
        IPv4-translated loopback                | http://[::ffff:0:127.0.0.1]:$P/
        NAT64, well-known                       | http://[64:ff9b::127.0.0.1]:$P/
        NAT64, local use                        | http://[64:ff9b:1::7f00:1]:$P/
        6to4                                    | http://[2002:7f00:1::]:$P/
        Teredo                                  | http://[2001:0:7f00:1::]:$P/
        unique local, fc00                      | http://[fc00::1]:$P/
        unique local, fd00                      | http://[fd12:3456::1]:$P/
        IPv6 link-local                         | http://[fe80::1]:$P/
        IPv6 link-local with a zone             | http://[fe80::1%25lo]:$P/
        IPv6 loopback with a zone               | http://[::1%25lo]:$P/
        IPv6 site-local                         | http://[fec0::1]:$P/
        IPv6 multicast                          | http://[ff02::1]:$P/
        IPv6 documentation                      | http://[2001:db8::1]:$P/
        IPv6 discard only                       | http://[100::1]:$P/
        IPv4 in decimal                         | http://2130706433:$P/
        IPv4 in octal                           | http://017700000001:$P/
        IPv4 in hex                             | http://0x7f000001:$P/
        IPv4 with an octal part                 | http://0177.0.0.1:$P/
        IPv4 with a hex part                    | http://0x7f.0.0.1:$P/
        IPv4 of two parts                       | http://127.1:$P/
        IPv4 of three parts                     | http://127.0.1:$P/
        IPv4 zero                               | http://0:$P/
        IPv4 with leading zeros                 | http://127.000.000.001:$P/
        IPv4 of a part too large                | http://127.0.0.257:$P/
        IPv4 with a trailing dot                | http://127.0.0.1.:$P/
        full-width digits                       | http://\uff11\uff12\uff17.\uff10.\uff10.\uff11:$P/
        full-width dots                         | http://127\u30020\u30020\u30021:$P/
        circled letters                         | http://\u24db\u24de\u24d2alhost:$P/
        IDN that is not encoded                 | http://b\u00fccher.example.com:$P/
        localhost                               | http://localhost:$P/
        localhost in capitals                   | http://LOCALHOST:$P/
        localhost with a trailing dot           | http://localhost.:$P/
        below localhost                         | http://app.localhost:$P/
        public name with a trailing dot         | http://api.example.com.:$P/
        metadata of Google by name              | http://metadata.google.internal/computeMetadata/v1/
        metadata of Google by short name        | http://metadata/computeMetadata/v1/
        metadata of AWS by name                 | http://instance-data.ec2.internal/latest/
        metadata of Tencent by name             | http://metadata.tencentyun.com/latest/
        name to loopback                        | http://to-loopback.example.com:$P/
        name to loopback by https               | https://to-loopback.example.com:$P/
        name to IPv6 loopback                   | http://to-loopback6.example.com:$P/
        name to a private address               | http://to-private.example.com:$P/
        name to metadata                        | http://to-metadata.example.com:$P/
        name to the unspecified address         | http://to-unspecified.example.com:$P/
        name to NAT64                           | http://to-nat64.example.com:$P/
        name to 6to4                            | http://to-6to4.example.com:$P/
        name to Teredo                          | http://to-teredo.example.com:$P/
        name to a unique local address          | http://to-unique-local.example.com:$P/
        name to public and loopback             | http://public-first.example.com:$P/
        name to loopback and public             | http://private-first.example.com:$P/
        name to two families, one inside        | http://mixed-families.example.com:$P/
        user information before the true host   | http://api.example.com@127.0.0.1:$P/
        user and password                       | http://user:password@api.example.com:$P/
        encoded at sign                         | http://api.example.com%40127.0.0.1:$P/
        port 0                                  | http://127.0.0.1:0/
        port out of range                       | http://127.0.0.1:65616/
        no host                                 | http:///127.0.0.1:$P/
        opaque                                  | http:127.0.0.1:$P
        without scheme                          | //127.0.0.1:$P/
        file                                    | file:///etc/passwd
        ftp                                     | ftp://127.0.0.1:$P/
        gopher                                  | gopher://127.0.0.1:$P/_GET%20/
        ldap                                    | ldap://127.0.0.1:$P/x
        jar                                     | jar:http://127.0.0.1:$P/x.jar!/x
        data                                    | data:text/plain,secret
        Unix socket                             | http+unix://%2Fvar%2Frun%2Fdocker.sock/info
        Unix socket as a host                   | http://%2Fvar%2Frun%2Fdocker.sock/info
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void noPlaceInsideIsCalled(String attack, String url) {
    Sender anywhere = egress.bind(AllowedHosts.of(List.of(AllowedHosts.ANYWHERE)));
    refused(anywhere, EgressRequest.of("GET", at(url)), url);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void noRedirectLeadsInside(String attack, String url) {
    String location = url.replace("$P", port(trap));
    try (RawServer provider =
        new RawServer(connection -> {
          connection.head();
          // Not in UTF-8: what a header cannot hold arrives as question marks.
          connection.say(
              "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n");
        })) {
      Sender sender =
          egress.bind(AllowedHosts.of(List.of(AllowedHosts.ANYWHERE, provider.hostAndPort())));
      boolean relative = location.startsWith("http:127");
      refused(sender, EgressRequest.of("GET", provider.uri("/?t=secret")), relative ? "" : url);
      assertThat(provider.connections).hasValue(1);
    }
  }

  static Stream<Arguments> elsewhere() {
    return cases(
        """
        another host                            | https://evil.example.com/
        a name that begins with the declared    | https://good.example.com.evil.com/
        a name that ends with the declared      | https://evilgood.example.com/
        below the declared name                 | https://below.good.example.com/
        above a wildcard                        | https://cdn.example.com/
        beside a wildcard                       | https://evilcdn.example.com/
        the declared host by http               | http://good.example.com/
        the declared host by http at 443        | http://good.example.com:443/
        the declared host at 8443               | https://good.example.com:8443/
        the declared host at 22                 | https://good.example.com:22/
        the declared host at 80                 | https://good.example.com:80/
        the declared host as user information   | https://good.example.com@evil.example.com/
        the declared host as a path             | https://evil.example.com/good.example.com/
        the declared host as a query            | https://evil.example.com/?good.example.com
        the declared host as a fragment         | https://evil.example.com/#good.example.com
        a letter of another alphabet            | https://g\u043eod.example.com/
        the same letter encoded                 | https://xn--god-pdd.example.com/
        """);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elsewhere")
  void anElementsCallsLeaveToItsHostsOnly(String attack, String url) {
    Sender pinned =
        egress.bind(AllowedHosts.declared(List.of("good.example.com", "*.cdn.example.com")));
    refused(pinned, EgressRequest.of("GET", at(url)), url);
    assertThat(asked).isEmpty();
  }

  static Stream<Arguments> messages() {
    EgressRequest get = EgressRequest.of("GET", URI.create("http://127.0.0.1/"));
    return Stream.of(
        Arguments.of("CR LF in a value", get.withHeader("X-A", "a\r\nX-Evil: 1")),
        Arguments.of("LF in a value", get.withHeader("X-A", "a\nX-Evil: 1")),
        Arguments.of("CR in a value", get.withHeader("X-A", "a\rX-Evil: 1")),
        Arguments.of("a folded value", get.withHeader("X-A", "a\r\n b")),
        Arguments.of("NUL in a value", get.withHeader("X-A", "a\0b")),
        Arguments.of("NEL in a value", get.withHeader("X-A", "a\u0085b")),
        Arguments.of("what narrows to CR LF", get.withHeader("X-A", "a\u560d\u560aX-Evil: 1")),
        Arguments.of("CR LF in a name", get.withHeader("X-A: 1\r\nX-Evil", "1")),
        Arguments.of("a colon in a name", get.withHeader("X-A:", "1")),
        Arguments.of("a blank in a name", get.withHeader("Transfer-Encoding ", "chunked")),
        Arguments.of("an empty name", get.withHeader("", "1")),
        Arguments.of("CR LF in a media type", get.withBody(Body.text("x", "a/b\r\nX-Evil: 1"))),
        Arguments.of("another Host", get.withHeader("Host", "evil.example.com")),
        Arguments.of("another Content-Length", get.withHeader("Content-Length", "0")),
        Arguments.of("a Transfer-Encoding", get.withHeader("transfer-encoding", "chunked")),
        Arguments.of("a Connection", get.withHeader("Connection", "Authorization")),
        Arguments.of("a Keep-Alive", get.withHeader("Keep-Alive", "timeout=999")),
        Arguments.of("an Upgrade", get.withHeader("Upgrade", "h2c")),
        Arguments.of("an Expect", get.withHeader("Expect", "100-continue")),
        Arguments.of("a TE", get.withHeader("TE", "trailers")),
        Arguments.of("a Trailer", get.withHeader("Trailer", "X-A")),
        Arguments.of("a Proxy-Authorization", get.withHeader("Proxy-Authorization", "Basic eA==")),
        Arguments.of("a Proxy-Connection", get.withHeader("Proxy-Connection", "close")),
        Arguments.of("the method CONNECT", EgressRequest.of("CONNECT", get.uri())),
        Arguments.of("the method TRACE", EgressRequest.of("TRACE", get.uri())),
        Arguments.of(
            "a request within the method", EgressRequest.of("GET / HTTP/1.1\r\n", get.uri())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void noRequestBecomesTwo(String attack, EgressRequest request) {
    Sender sender = egress.bind(AllowedHosts.exactly(List.of(trap.hostAndPort())));
    EgressRequest sent =
        new EgressRequest(request.method(), trap.uri("/"), request.headers(), request.body());
    refused(sender, sent, "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("paths")
  void aPathStaysOneLine(String attack, String path, String line) {
    Queue<String> heads = new ConcurrentLinkedQueue<>();
    try (RawServer server =
        new RawServer(connection -> {
          heads.add(connection.head());
          connection.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
      Sender sender = egress.bind(AllowedHosts.exactly(List.of(server.hostAndPort())));
      sender.send(EgressRequest.of("GET", server.uri(path))).readAll(9);
      assertThat(heads).singleElement().asString().startsWith(line + " HTTP/1.1\r\nHost: 127");
    }
  }

  static Stream<Arguments> paths() {
    return Stream.of(
        Arguments.of("encoded CR LF", "/a%0d%0aX-Evil:%201", "GET /a%0d%0aX-Evil:%201"),
        Arguments.of("encoded blank", "/a%20HTTP/1.1", "GET /a%20HTTP/1.1"),
        Arguments.of("what narrows to CR LF", "/a\u560d\u560aX-Evil", "GET /a??X-Evil"),
        Arguments.of("two slashes first", "//evil.example.com/x", "GET //evil.example.com/x"));
  }

  @Test
  void aNameIsAskedForOnceAndTheConnectionGoesToThatAnswer() {
    AtomicInteger answers = new AtomicInteger();
    DnsResolver rebinding =
        new DnsResolver() {

          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            // From 2000::/3, but given to nobody, so that the connection is made to no one.
            return new InetAddress[] {
              InetAddress.getByName(answers.getAndIncrement() == 0 ? "2d00::1" : "127.0.0.1")
            };
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    EgressSettings impatient =
        new EgressSettings(
            "test",
            java.time.Duration.ofMillis(300),
            java.time.Duration.ofSeconds(1),
            java.time.Duration.ZERO,
            5,
            5,
            java.util.Set.of());
    try (Egress rebound = new Egress(impatient, rebinding)) {
      Sender sender = rebound.bind(AllowedHosts.of(List.of(AllowedHosts.ANYWHERE)));
      EgressRequest request = EgressRequest.of("GET", at("http://rebind.example.com:$P/"));
      assertThatThrownBy(() -> sender.send(request))
          .isInstanceOfSatisfying(
              EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
      assertThat(answers).hasValue(1);
      assertThat(trap.connections).hasValue(0);
      assertThat(RawServerTest.catchKind(() -> sender.send(request))).isEqualTo(Kind.REFUSED);
      assertThat(trap.connections).hasValue(0);
    }
  }

  @Test
  void theTrapIsOpenForWhoeverIsAllowed() {
    Sender sender = egress.bind(AllowedHosts.exactly(List.of(trap.hostAndPort())));
    assertThat(sender.send(EgressRequest.of("GET", trap.uri("/"))).readAll(9))
        .asString()
        .isEqualTo("secret");
    assertThat(trap.connections).hasValue(1);
  }

  private void refused(Sender sender, EgressRequest request, String url) {
    assertThatThrownBy(() -> sender.send(request).close())
        .isInstanceOfSatisfying(
            EgressException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("password", "t="));
    assertThat(trap.connections).as(url).hasValue(0);
  }

  private URI at(String url) {
    return URI.create(url.replace("$P", port(trap)));
  }

  private static String port(RawServer server) {
    return String.valueOf(server.uri("/").getPort());
  }

  private static Stream<Arguments> cases(String table) {
    return Arrays.stream(table.strip().split("\n"))
        .map(row -> row.split("\\s+\\|\\s+", 2))
        .map(row -> Arguments.of(row[0].strip(), row[1].strip()));
  }
}
