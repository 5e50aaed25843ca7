package dev.valence.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The user's application: it waits at its callback URL for what the provider's redirect brings. */
final class Application implements AutoCloseable {

  private final HttpServer server;
  private final CompletableFuture<Map<String, String>> callback = new CompletableFuture<>();

  Application() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/auth",
        exchange -> {
          byte[] page = "Thank you. You can close this page.".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
          callback.complete(parameters(exchange.getRequestURI()));
        });
    server.start();
  }

  /** Where the provider sends the user after consent. */
  String callbackUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/auth";
  }

  /** The parameters of the redirect, once it has come. */
  Map<String, String> redirect() {
    try {
      return callback.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new WalkException("the provider did not send the user back to the application.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WalkException("interrupted.", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}
