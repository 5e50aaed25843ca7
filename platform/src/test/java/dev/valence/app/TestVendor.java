package dev.valence.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A vendor's server on the loopback address that answers as a test tells it to. */
public final class TestVendor implements AutoCloseable {

  /** What the vendor was asked; the parameters of the query and of a form. */
  public record Question(
      String method, String path, Map<String, String> parameters, @Nullable String authorization) {

    public String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }
  }

  /** What the vendor says. */
  public record Reply(int status, String body) {

    public static Reply json(String body) {
      return new Reply(200, body);
    }
  }

  private final HttpServer server;
  private final Map<String, Function<Question, Reply>> replies = new ConcurrentHashMap<>();
  private final List<Question> questions = new CopyOnWriteArrayList<>();

  TestVendor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String hostAndPort() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Forgets what was said and asked. */
  public void reset() {
    replies.clear();
    questions.clear();
  }

  /** What is said at a path; elsewhere it is 404. */
  public void on(String path, Function<Question, Reply> reply) {
    replies.put(path, reply);
  }

  public void on(String path, int status, String body) {
    on(path, question -> new Reply(status, body));
  }

  /** What was asked at a path, in its order. */
  public List<Question> asked(String path) {
    return questions.stream().filter(question -> question.path().equals(path)).toList();
  }

  public List<Question> asked() {
    return List.copyOf(questions);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> parameters = new LinkedHashMap<>();
      read(exchange.getRequestURI().getRawQuery(), parameters);
      read(
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), parameters);
      Question question =
          new Question(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              parameters,
              exchange.getRequestHeaders().getFirst("Authorization"));
      questions.add(question);
      Reply reply =
          replies
              .getOrDefault(question.path(), asked -> new Reply(404, "no such path"))
              .apply(question);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void read(@Nullable String form, Map<String, String> parameters) {
    for (String pair : String.valueOf(form).split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        parameters.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
