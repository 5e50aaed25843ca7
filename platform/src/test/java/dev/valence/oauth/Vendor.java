package dev.valence.oauth;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpServer;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Sender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A vendor on this machine that answers what it is told to, and keeps what it was asked. */
final class Vendor implements AutoCloseable {

  /** A request as the vendor saw it. */
  record Seen(String method, String path, Map<String, List<String>> headers, String body) {

    Map<String, List<String>> form() {
      return URLUtils.parseParameters(body);
    }

    Map<String, List<String>> query() {
      return URLUtils.parseParameters(URI.create(path).getRawQuery());
    }

    String authorization() {
      return String.join("|", headers.getOrDefault("Authorization", List.of()));
    }
  }

  /** What is answered to one request. */
  record Answer(int status, String text) {}

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  final Queue<Answer> next = new ConcurrentLinkedQueue<>();
  volatile Answer answer = new Answer(200, "{\"access_token\":\"at\"}");
  volatile boolean silent;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Egress egress =
      new Egress(EgressSettings.of("test").withResponseTimeout(Duration.ofMillis(300)));
  private final HttpServer server;

  Vendor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          seen.add(
              new Seen(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  Map.copyOf(exchange.getRequestHeaders()),
                  body));
          if (silent) {
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
          Answer queued = next.poll();
          Answer given = queued == null ? answer : queued;
          byte[] bytes = given.text().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(given.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://" + hostAndPort();
  }

  Sender sender() {
    return egress.bind(AllowedHosts.exactly(List.of(hostAndPort())));
  }

  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Override
  public void close() {
    stop();
    egress.close();
  }

  private String hostAndPort() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }
}
