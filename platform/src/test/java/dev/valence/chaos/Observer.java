package dev.valence.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api;
import dev.valence.app.Api.Answer;
import dev.valence.app.ServerProcess;
import dev.valence.sandbox.SandboxClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** Asks a node all the time for what takes the database and for what takes a provider. */
final class Observer implements AutoCloseable {

  /** How soon a node answers that nothing has happened to, on a machine with much to do. */
  static final Duration PROMISE = Duration.ofSeconds(15);

  /** So long that its calls stay below the limit that OneDrive has, also when nodes die with it. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Node node;
  private final Tally tally;
  private final JsonNode instance;
  private final Thread thread;
  private volatile boolean untouched = true;
  private volatile boolean well;
  private volatile boolean ended;

  /** Connects an account whose tokens are good for the whole run, and begins to ask. */
  Observer(Node node, SandboxClient sandbox, Tally tally) {
    this.node = node;
    this.tally = tally;
    Api api = node.api();
    String code = api.consent(sandbox, "onedrivebusiness", "microsoft", Api.CALLBACK);
    JsonNode body = Api.instance("onedrivebusiness", code).put("name", "observer " + node.name());
    Answer made = api.post("/instances", api.organization(), body);
    if (made.status() != 200) {
      throw new IllegalStateException(made.response().body());
    }
    this.instance = made.json();
    this.thread = Thread.ofVirtual().name("observer " + node.name()).start(this::ask);
  }

  /** Says whether something happens to the node, so that it need not answer. */
  void untouched(boolean nothingHappens) {
    untouched = nothingHappens;
  }

  /** Waits until the node answers everything again, and gives how long that took. */
  Duration untilWell() {
    Instant began = Instant.now();
    well = false;
    ServerProcess.await(node.name() + " answers everything", () -> well);
    return Duration.between(began, Instant.now());
  }

  String name() {
    return instance.path("name").asText();
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join(Duration.ofSeconds(30));
  }

  private void ask() {
    Api api = node.api();
    while (!ended) {
      boolean promised = untouched;
      Instant began = Instant.now();
      String refusal = refusal(api);
      Duration took = Duration.between(began, Instant.now());
      if (refusal.isEmpty()) {
        well = true;
        tally.acknowledged();
      } else {
        tally.failed();
      }
      if (promised && untouched) {
        if (!refusal.isEmpty()) {
          tally.violation(node.name() + ", which nothing happened to, answered " + refusal);
        } else if (took.compareTo(PROMISE) > 0) {
          tally.violation(node.name() + ", which nothing happened to, took " + took);
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private String refusal(Api api) {
    try {
      Answer row = api.get(Api.path(instance), api.organization());
      Answer files = api.get("/folders/contents?path=/", api.element(instance));
      return (row.status() == 200 ? "" : row.response().body())
          + (files.status() == 200 ? "" : files.response().body());
    } catch (UncheckedIOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
