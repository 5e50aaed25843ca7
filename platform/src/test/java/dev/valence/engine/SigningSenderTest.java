package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningSenderTest {

  private final List<String> seen = new ArrayList<>();
  private final List<Secret> worked = new ArrayList<>();
  private final Egress egress = new Egress(EgressSettings.of("test"));
  private HttpServer vendor;
  private String good = "Bearer new";
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/",
        exchange -> {
          String signature = exchange.getRequestHeaders().getFirst("Authorization");
          seen.add(signature);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(signature.equals(good) ? status : 401, -1);
          exchange.close();
        });
    vendor.start();
  }

  @AfterEach
  void stop() {
    vendor.stop(0);
    egress.close();
  }

  @Test
  void aRefusedTokenIsRenewedAndTheRequestRepeatedOnce() {
    assertThat(send(request(Body.bytes(new byte[1], "text/plain")))).isEqualTo(200);
    assertThat(seen).containsExactly("Bearer old", "Bearer new");
    assertThat(worked).containsExactly(Secret.of("new"));
    seen.clear();
    good = "none";
    assertThat(send(request(Body.bytes(new byte[1], "text/plain")))).isEqualTo(401);
    assertThat(seen).hasSize(2);
  }

  @Test
  void aStreamIsNotRepeatedAndTheTokenIsRenewedForTheNextCall() {
    Credentials credentials = new Credentials();
    EgressRequest stream =
        request(Body.stream(new ByteArrayInputStream(new byte[1]), 1, "text/plain"));

    assertThat(send(stream, credentials)).isEqualTo(401);

    assertThat(seen).containsExactly("Bearer old");
    assertThat(credentials.accessToken()).isEqualTo(Secret.of("new"));
  }

  @Test
  void onlyASuccessProvesThatATokenWorks() {
    for (int failure : new int[] {400, 403, 429, 500, 503}) {
      status = failure;
      assertThat(send(request(Body.bytes(new byte[1], "text/plain")))).isEqualTo(failure);
    }
    assertThat(worked).isEmpty();
  }

  @Test
  void aFailedRenewalIsTheFailureOfTheCall() {
    Credentials failing =
        new Credentials() {
          @Override
          public Secret renewed(Secret refused) {
            throw ApiException.of(502, "down");
          }
        };

    assertThatThrownBy(() -> send(request(Body.bytes(new byte[1], "text/plain")), failing))
        .hasMessage("down");
  }

  private int send(EgressRequest request) {
    return send(request, new Credentials());
  }

  private int send(EgressRequest request, Credential credential) {
    Sender sender =
        new SigningSender(
            egress.bind(
                AllowedHosts.exactly(List.of("127.0.0.1:" + vendor.getAddress().getPort()))),
            credential);
    try (EgressResponse response = sender.send(request)) {
      return response.status();
    }
  }

  private EgressRequest request(Body body) {
    return EgressRequest.of(
            "POST", URI.create("http://127.0.0.1:" + vendor.getAddress().getPort() + "/"))
        .withBody(body);
  }

  /** An old token that is renewed to a new one. */
  private class Credentials implements Credential {

    private Secret token = Secret.of("old");

    @Override
    public Secret accessToken() {
      return token;
    }

    @Override
    public Secret renewed(Secret refused) {
      token = Secret.of("new");
      return token;
    }

    @Override
    public void worked(Secret accepted) {
      worked.add(accepted);
    }
  }
}
