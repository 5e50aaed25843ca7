package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers on one database renew and forget as if they were one. */
class RenewalOfTwoNodesIT {

  private static final int CALLS_PER_NODE = 32;

  /** Far less than what a node keeps in memory when it is told nothing. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** A dead node's lease lasts at least this much longer: its length without one renewal of it. */
  private static final Duration SHORTEST_REST_OF_A_LEASE = Duration.ofSeconds(5);

  @TempDir static Path directory;

  private static Nodes nodes;
  private static ServerProcess one;
  private static ServerProcess other;

  private DropboxAccount dropbox;

  @BeforeAll
  static void start() throws Exception {
    nodes = new Nodes(directory);
    one = nodes.start("one", Map.of());
    other = nodes.start("other", Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    other.close();
    one.close();
    nodes.close();
  }

  @BeforeEach
  void reset() {
    nodes.sandbox().reset();
    dropbox = new DropboxAccount(nodes.sandbox());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsOfBothNodesShareOneRenewal(boolean rotation) {
    dropbox.rotate(rotation);
    JsonNode instance = nodes.api(one).connectDropbox(nodes.sandbox());
    dropbox.expire();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));

    List<CompletableFuture<Answer>> calls = new ArrayList<>();
    for (ServerProcess node : List.of(one, other)) {
      Api api = nodes.api(node);
      calls.addAll(Parallel.begin(CALLS_PER_NODE, () -> DropboxAccount.call(api, instance)));
    }
    ServerProcess.await(
        "every call was refused",
        () -> dropbox.face().calls(DropboxAccount.SPACE).size() == 2 * CALLS_PER_NODE);
    dropbox.awaitHeld(calls.getFirst());
    dropbox.face().releaseHolds();

    assertThat(Parallel.join(calls)).extracting(Answer::status).containsOnly(200);
    assertThat(dropbox.tokenCalls()).hasSize(1);
  }

  @Test
  void anInstanceThatOneNodeDeletesIsGoneOnTheOther() {
    JsonNode instance = nodes.api(one).connectDropbox(nodes.sandbox());
    Api there = nodes.api(other);
    assertThat(DropboxAccount.call(there, instance).status()).isEqualTo(200);

    // Else Dropbox would refuse the call, and the node learn of it that way.
    dropbox.face().fault(Fault.status("/2/auth/token/revoke", 1, 500, "{}"));
    Api here = nodes.api(one);
    assertThat(here.delete(Api.path(instance), here.organization()).status()).isEqualTo(200);

    Instant deleted = Instant.now();
    ServerProcess.await(
        "the other node refuses the token",
        () -> DropboxAccount.call(there, instance).status() == 401);
    assertThat(Duration.between(deleted, Instant.now())).isLessThan(SOON);
  }

  @Test
  void aNodeThatDiesInARenewalIsFollowedByTheOtherOnceItsLeaseHasEnded() throws Exception {
    JsonNode instance = nodes.api(one).connectDropbox(nodes.sandbox());
    dropbox.expire();
    dropbox.face().fault(Fault.hold(DropboxAccount.TOKEN));
    Api there = nodes.api(other);
    CompletableFuture<Answer> lost = Parallel.begin(() -> DropboxAccount.call(there, instance));
    dropbox.awaitHeld(lost);

    other.kill();
    Instant killed = nodes.sandbox().now();
    Answer answer = DropboxAccount.call(nodes.api(one), instance);
    other = nodes.start("other", Map.of());

    assertThatThrownBy(lost::join).hasRootCauseInstanceOf(IOException.class);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(dropbox.tokenCalls()).hasSize(2);
    assertThat(dropbox.tokenCalls().getLast().time())
        .isAfter(killed.plus(SHORTEST_REST_OF_A_LEASE));
  }
}
