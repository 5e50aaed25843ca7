package dev.valence.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api;
import dev.valence.app.Api.Answer;
import dev.valence.chaos.Account.Status;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.Lock;

/**
 * An application that works on both nodes. It keeps what it was told in its accounts and in the
 * world's files, and knows what an answer may be.
 */
final class Client implements Runnable {

  /**
   * A call that takes longer was forgotten: the longest turn at a provider and what comes after.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private static final int MOST_ACCOUNTS = 5;
  private static final int ATTEMPTS = 4;
  private static final int LARGE = 5 * 1024 * 1024;

  private final int number;
  private final World world;
  private final Lock working;
  private final Random random;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private int made;

  /**
   * @param working held while it works on something, so that who takes it finds nothing half done
   */
  Client(int number, World world, Lock working) {
    this.number = number;
    this.world = world;
    this.working = working;
    this.random = new Random(world.seed() + number);
  }

  @Override
  public void run() {
    while (!world.ended()) {
      working.lock();
      try {
        work();
      } catch (IOException | RuntimeException e) {
        world.tally().violation("client " + number + " failed: " + e);
      } catch (InterruptedException e) {
        return;
      } finally {
        working.unlock();
      }
      try {
        Thread.sleep(20 + random.nextInt(60));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void work() throws IOException, InterruptedException {
    List<Account> own = world.accounts(number).stream().filter(Account::isThere).toList();
    int choice = random.nextInt(100);
    if (own.isEmpty() || (choice < 20 && own.size() < MOST_ACCOUNTS)) {
      connect();
    } else if (choice < 70) {
      read(any(world.accounts()));
    } else if (choice < 78) {
      rename(any(own));
    } else if (choice < 84 && own.size() > 2) {
      delete(any(own));
    } else if (choice < 92) {
      upload(any(world.accounts()));
    } else {
      download(any(world.accounts()));
    }
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Node node() {
    return any(world.nodes());
  }

  private void connect() throws IOException, InterruptedException {
    Account account = new Account("app-" + world.seed() + "-" + number + "-" + made++);
    Optional<String> code = consent(account.application());
    if (code.isEmpty()) {
      return;
    }
    world.add(number, account);
    ObjectNode body = Api.instance("dropbox", code.get()).put("name", account.application());
    ((ObjectNode) body.path("configuration")).put("oauth.api.key", account.application());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Node node = node();
      Optional<Answer> told =
          send(
              node,
              request(node, "/instances", node.api().organization())
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", account.application())
                  .POST(BodyPublishers.ofString(body.toString())));
      if (told.isPresent()) {
        int status = told.get().status();
        if (status == 200) {
          account.made(told.get().json());
          return;
        }
        if (status < 500 && status != 409) {
          account.status(Status.REFUSED);
          return;
        }
      }
      Thread.sleep(500);
    }
  }

  /** The code of a user who consents; empty where the platform does not answer. */
  private Optional<String> consent(String application) throws InterruptedException {
    Node node = node();
    Optional<Answer> told =
        send(
            node,
            request(
                node,
                "/elements/dropbox/oauth/url?apiKey=%s&apiSecret=secret&callbackUrl=%s"
                    .formatted(application, Api.encode(Api.CALLBACK)),
                ""));
    return told.filter(answer -> answer.status() == 200)
        .map(answer -> Api.code(answer.json().path("oauthUrl").asText()));
  }

  private void read(Account account) throws InterruptedException {
    Node node = node();
    JsonNode instance = account.instance();
    if (instance == null) {
      return;
    }
    Optional<Answer> told = send(node, request(node, "/storage", node.api().element(instance)));
    told.ifPresent(answer -> judge(account, "a reading call", node, answer.response()));
  }

  private void rename(Account account) throws InterruptedException {
    JsonNode instance = account.instance();
    if (instance == null || account.status() != Status.MADE) {
      return;
    }
    Node node = node();
    String name = account.application() + " " + random.nextInt(1_000_000);
    account.mayHave(name);
    Optional<Answer> told =
        send(
            node,
            request(node, Api.path(instance), node.api().organization())
                .header("Content-Type", "application/json")
                .method(
                    "PATCH",
                    BodyPublishers.ofString(
                        Api.JSON.createObjectNode().put("name", name).toString())));
    told.ifPresent(answer -> {
      if (answer.status() == 200) {
        account.has(name);
      } else {
        judge(account, "a change", node, answer.response());
      }
    });
  }

  private void delete(Account account) throws InterruptedException {
    JsonNode instance = account.instance();
    if (instance == null || account.status() != Status.MADE) {
      return;
    }
    Node node = node();
    account.status(Status.PERHAPS_DELETED);
    Optional<Answer> told =
        send(node, request(node, Api.path(instance), node.api().organization()).DELETE());
    told.ifPresent(answer -> {
      if (answer.status() == 200) {
        account.status(Status.DELETED);
      } else {
        judge(account, "a deletion", node, answer.response());
      }
    });
  }

  private void upload(Account account) throws InterruptedException {
    JsonNode instance = account.instance();
    if (instance == null) {
      return;
    }
    Node node = node();
    int size = random.nextInt(12) == 0 ? LARGE : 1 + random.nextInt(200_000);
    String path = "/%s-%d.bin".formatted(account.application(), random.nextInt(Integer.MAX_VALUE));
    world.sent(path, size);
    Optional<Answer> told =
        send(
            node,
            request(node, "/files?path=" + path, node.api().element(instance))
                .header("Content-Type", "multipart/form-data; boundary=limit")
                .POST(multipart(Content.of(path, size))));
    told.ifPresent(answer -> {
      if (answer.status() == 200) {
        world.stored(path);
      } else {
        judge(account, "an upload", node, answer.response());
      }
    });
  }

  private void download(Account account) throws InterruptedException {
    JsonNode instance = account.instance();
    List<String> stored = world.stored();
    if (instance == null || stored.isEmpty()) {
      return;
    }
    Node node = node();
    String path = any(stored);
    Optional<HttpResponse<byte[]>> told =
        exchange(
            node,
            request(node, "/files?path=" + path, node.api().element(instance)).build(),
            BodyHandlers.ofByteArray());
    told.ifPresent(answer -> {
      if (answer.statusCode() != 200) {
        judge(account, "a download", node, answer);
      } else if (!Arrays.equals(answer.body(), Content.of(path, world.size(path)))) {
        world
            .tally()
            .violation(
                "%s gave %d bytes as the whole of %s, which are not those that were stored"
                    .formatted(node.name(), answer.body().length, path));
      }
    });
  }

  private static HttpRequest.Builder request(Node node, String path, String credentials) {
    HttpRequest.Builder request = node.api().request("/elements/api-v2" + path).timeout(PATIENCE);
    return credentials.isEmpty() ? request : request.header("Authorization", credentials);
  }

  private static BodyPublisher multipart(byte[] content) {
    String head =
        "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n";
    return BodyPublishers.concat(
        BodyPublishers.ofString(head),
        BodyPublishers.ofByteArray(content),
        BodyPublishers.ofString("\r\n--limit--\r\n"));
  }

  private Optional<Answer> send(Node node, HttpRequest.Builder request)
      throws InterruptedException {
    return exchange(node, request.build(), BodyHandlers.ofString()).map(Answer::new);
  }

  /** An answer; empty where the connection broke, so that nobody knows what became of it. */
  private <T> Optional<HttpResponse<T>> exchange(
      Node node, HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      HttpResponse<T> answer = http.send(request, handler);
      if (answer.statusCode() < 400) {
        world.tally().acknowledged();
      } else {
        world.tally().failed();
        checkShape(node, request, answer);
      }
      return Optional.of(answer);
    } catch (HttpTimeoutException e) {
      if (!(e instanceof java.net.http.HttpConnectTimeoutException)) {
        world
            .tally()
            .violation(
                "%s did not answer %s %s in %s"
                    .formatted(node.name(), request.method(), request.uri().getPath(), PATIENCE));
      }
      world.tally().unknown();
      return Optional.empty();
    } catch (IOException e) {
      world.tally().unknown();
      return Optional.empty();
    }
  }

  /** Whatever goes wrong is said in the platform's one form, and is never its own failure. */
  private void checkShape(Node node, HttpRequest request, HttpResponse<?> answer) {
    String body = text(answer);
    String what =
        "%s answered %s %s with %d %s"
            .formatted(
                node.name(), request.method(), request.uri().getPath(), answer.statusCode(), body);
    try {
      JsonNode error = Api.JSON.readTree(body);
      if (error.path("requestId").asText().isEmpty() || error.path("message").asText().isEmpty()) {
        world.tally().violation(what + ", which is not the form of errors");
      }
    } catch (IOException e) {
      world.tally().violation(what + ", which is not JSON");
    }
    if (answer.statusCode() == 500) {
      world.tally().violation(what);
    }
  }

  private void judge(Account account, String what, Node node, HttpResponse<?> answer) {
    switch (answer.statusCode()) {
      case 200, 429, 502, 503, 504 -> {}
      case 401, 404 -> {
        // Right for one that is gone meanwhile, or whose consent is lost: the checker sees that.
        if (account.status() == Status.MADE) {
          world.refused(account);
        }
      }
      default ->
          world
              .tally()
              .violation(
                  "%s was answered by %s with %d %s"
                      .formatted(what, node.name(), answer.statusCode(), text(answer)));
    }
  }

  private static String text(HttpResponse<?> answer) {
    return answer.body() instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(answer.body());
  }
}
