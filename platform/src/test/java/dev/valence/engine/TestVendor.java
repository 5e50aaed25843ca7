package dev.valence.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A vendor on this machine that keeps what it is sent and answers as a test wants. */
final class TestVendor implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  /** A request as it arrived, with the names of headers in any case. */
  record Seen(String method, String target, Map<String, String> headers, String body) {}

  /** An answer. */
  record Reply(int status, Map<String, String> headers, String body) {

    static Reply json(String body) {
      return json(200, body);
    }

    static Reply json(int status, String body) {
      return new Reply(status, Map.of("Content-Type", "application/json"), body);
    }
  }

  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  volatile Function<Seen, Reply> answers = _ -> Reply.json("{}");

  TestVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          exchange.getRequestHeaders().forEach((name, all) -> headers.put(name, all.getFirst()));
          byte[] body = exchange.getRequestBody().readAllBytes();
          Seen request =
              new Seen(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  headers,
                  new String(body, StandardCharsets.UTF_8));
          seen.add(request);
          Reply reply = answers.apply(request);
          reply.headers().forEach(exchange.getResponseHeaders()::set);
          byte[] content = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), content.length == 0 ? -1 : content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + authority();
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  Seen last() {
    return seen.getLast();
  }

  List<String> targets() {
    return seen().stream().map(Seen::target).toList();
  }

  void forget() {
    seen.clear();
  }

  /** An element that may call this vendor, and what a test says of it in JSON, single-quoted. */
  Element element(String authentication, String definition) {
    try {
      return element(authentication, (ObjectNode) JSON.readTree(definition.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(definition, e);
    }
  }

  /** An element that may call this vendor, and what a test says of it. */
  Element element(String authentication, ObjectNode element) {
    try {
      element.put("key", "example").put("name", "Example").put("hub", "social");
      element.put("protocolType", element.path("protocolType").asText("http"));
      element.putArray("hosts").add(authority());
      if (!element.has("authentication")) {
        element.putObject("authentication").put("type", authentication);
      }
      for (String list : List.of("parameters", "resources")) {
        element.withArrayProperty(list).forEach(one -> complete((ObjectNode) one));
      }
      return JSON.treeToValue(element, Element.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(element.toString(), e);
    }
  }

  /** What the schema fills in for a definition that is loaded. */
  private static void complete(ObjectNode declared) {
    if (declared.has("path")) {
      putIfAbsent(declared, "kind", "eb");
      putIfAbsent(declared, "type", "api");
      putIfAbsent(declared, "method", "GET");
      declared.withArrayProperty("parameters").forEach(one -> complete((ObjectNode) one));
    } else {
      putIfAbsent(declared, "source", "request");
    }
  }

  private static void putIfAbsent(ObjectNode node, String name, String value) {
    if (!node.has(name)) {
      node.put(name, value);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** An old token that is renewed to a new one. */
  static class Tokens implements Credential {

    final List<Secret> worked = new ArrayList<>();
    private Secret token = Secret.of("old-token");

    @Override
    public Secret accessToken() {
      return token;
    }

    @Override
    public Secret renewed(Secret refused) {
      token = Secret.of("new-token");
      return token;
    }

    @Override
    public void worked(Secret accepted) {
      worked.add(accepted);
    }
  }
}
