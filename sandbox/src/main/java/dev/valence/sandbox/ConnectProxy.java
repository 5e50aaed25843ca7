package dev.valence.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tunnels {@code CONNECT host:443} (RFC 9110, 9.3.6) for a vendor's host to the https port of its
 * face, and refuses every other destination: nothing leaves the machine.
 */
final class ConnectProxy {

  private static final int HTTPS_PORT = 443;

  private final NetClient client;
  private final String loopback;
  private final Map<String, Integer> portsByHost = new HashMap<>();

  ConnectProxy(Vertx vertx, String loopback) {
    this.client = vertx.createNetClient();
    this.loopback = loopback;
  }

  void add(String host, int httpsPort) {
    portsByHost.put(host.toLowerCase(Locale.ROOT), httpsPort);
  }

  void handle(HttpServerRequest request) {
    HostAndPort destination = request.authority();
    Integer port =
        destination == null || destination.port() != HTTPS_PORT
            ? null
            : portsByHost.get(destination.host().toLowerCase(Locale.ROOT));
    if (port == null) {
      Future<Void> _ =
          request.response().setStatusCode(403).end("The sandbox does not simulate this host.\n");
      return;
    }
    Future<NetSocket> _ =
        client
            .connect(port, loopback)
            .onFailure(failure -> request.response().setStatusCode(502).end())
            .compose(vendor -> request.toNetSocket().onSuccess(socket -> join(socket, vendor)));
  }

  private static void join(NetSocket client, NetSocket vendor) {
    // The end of one direction closes the other, as a pipe ends the socket it writes to.
    Future<Void> there = client.pipeTo(vendor);
    Future<Void> back = vendor.pipeTo(client);
    Future<?> _ = Future.join(there, back);
  }
}
