package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An element that may call any host, at any port. */
class AnywhereTest {

  private static final AllowedHosts ANYWHERE = AllowedHosts.of(List.of("*:*"));

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/x, true",
    "http://api.example.com, true",
    "http://api.example.com:8080, true",
    "https://93.184.215.14:8443, true",
    "ftp://api.example.com, false",
    "https://user@api.example.com, false",
    "https://a_b, false"
  })
  void anyHttpUrlIsAllowed(URI url, boolean allowed) {
    assertThat(ANYWHERE.allows(url)).isEqualTo(allowed);
    assertThat(AllowedHosts.named(List.of("*:*", "*")).allows(url)).isFalse();
  }

  @Test
  void aPrivateAddressIsTheOperatorsToAllow() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    String place = "127.0.0.1:" + server.getAddress().getPort();
    EgressRequest request = EgressRequest.of("GET", URI.create("http://" + place));
    EgressSettings settings = EgressSettings.of("test");
    try (Egress guarded = new Egress(settings);
        Egress allowed = new Egress(settings.withAllowedAddresses(Set.of(place)))) {
      assertThatThrownBy(() -> guarded.bind(ANYWHERE).send(request))
          .isInstanceOf(EgressException.class);
      try (EgressResponse answer = allowed.bind(ANYWHERE).send(request)) {
        assertThat(answer.status()).isEqualTo(200);
      }
    } finally {
      server.stop(0);
    }
  }
}
