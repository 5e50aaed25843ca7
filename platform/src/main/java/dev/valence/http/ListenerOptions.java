package dev.valence.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * How the server listens.
 *
 * <p>Without TLS the server speaks HTTP/1.1 only. A client that asks for HTTP/2 by an upgrade, as
 * the JDK's does by default, would have its request's body buffered until the upgrade is done, and
 * a large one refused; left unanswered, the wish is forgotten (RFC 9113, 3.1 deprecates it).
 */
@Singleton
class ListenerOptions implements HttpServerOptionsCustomizer {

  ListenerOptions(ConnectionSettings settings) {
    CallerConnections.limit(settings);
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setHttp2ClearTextEnabled(false);
  }
}
