package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultTest {

  private static final String CREATE = "/2/files/create_folder_v2";
  private static final String REDIRECT_URI = "http://localhost/cb";

  private static Sandbox sandbox;
  private static FaceClient dropbox;
  private static HttpClient http;

  private String token;

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    dropbox = sandbox.client().face("dropbox");
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
    sandbox.close();
  }

  @BeforeEach
  void authorize() throws Exception {
    sandbox.client().reset();
    dropbox.consentAutomatically();
    String location =
        http.send(
                HttpRequest.newBuilder(
                        face(
                            "/oauth2/authorize?response_type=code&client_id=a&redirect_uri="
                                + REDIRECT_URI))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .headers()
            .firstValue("location")
            .orElseThrow();
    String code = location.substring(location.indexOf("code=") + 5);
    String answer =
        http.send(
                HttpRequest.newBuilder(face("/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "grant_type=authorization_code&client_id=a&client_secret=b&code="
                                + code
                                + "&redirect_uri="
                                + REDIRECT_URI))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    token = answer.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void aStatusBeforeProcessingLeavesNoTrace() throws Exception {
    dropbox.fault(Fault.status(CREATE, 2, 503, "busy").withHeader("Retry-After", "7"));

    for (int call = 0; call < 2; call++) {
      HttpResponse<String> response = create("/f");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).isEqualTo("busy");
      assertThat(response.headers().firstValue("retry-after")).contains("7");
      assertThat(response.headers().firstValue("x-dropbox-request-id")).isPresent();
    }
    assertThat(exists("/f")).isFalse();
    assertThat(create("/f").statusCode()).isEqualTo(200);
  }

  @Test
  void aStatusAfterProcessingHidesTheSuccess() throws Exception {
    dropbox.fault(Fault.status(CREATE, 1, 500, "").afterProcessing());

    assertThat(create("/f").statusCode()).isEqualTo(500);
    assertThat(exists("/f")).isTrue();
  }

  @Test
  void otherPathsAreNotHit() throws Exception {
    dropbox.fault(Fault.status("/2/files/delete", 1, 500, ""));

    assertThat(create("/f").statusCode()).isEqualTo(200);
    assertThat(dropbox.faults()).hasSize(1);
  }

  @Test
  void aDelayedAnswerComesLate() throws Exception {
    dropbox.fault(Fault.delay(CREATE, Duration.ofMillis(300)));
    long start = System.nanoTime();

    assertThat(create("/f").statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void aHeldCallIsProcessedAfterTheRelease() throws Exception {
    dropbox.fault(Fault.hold(CREATE));
    CompletableFuture<HttpResponse<String>> response = createLater("/f");
    await(() -> dropbox.faults().stream().anyMatch(fault -> fault.held() == 1));
    assertThat(exists("/f")).isFalse();
    assertThat(response).isNotDone();
    assertThat(dropbox.calls(CREATE).getFirst().status()).isNull();

    dropbox.releaseHolds();

    assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(exists("/f")).isTrue();
    await(() -> dropbox.faults().isEmpty());
  }

  @Test
  void anAnswerHeldAfterProcessingHasHadItsEffect() throws Exception {
    dropbox.fault(Fault.hold(CREATE).afterProcessing());
    CompletableFuture<HttpResponse<String>> response = createLater("/f");
    await(() -> dropbox.faults().stream().anyMatch(fault -> fault.held() == 1));
    assertThat(exists("/f")).isTrue();
    assertThat(response).isNotDone();

    dropbox.clearFaults();

    assertThat(response.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void aCutClosesTheConnection() throws Exception {
    dropbox.fault(Fault.cut(CREATE));
    assertThatThrownBy(() -> create("/before")).isInstanceOf(IOException.class);
    assertThat(exists("/before")).isFalse();

    dropbox.fault(Fault.cut(CREATE).afterProcessing());
    assertThatThrownBy(() -> create("/after")).isInstanceOf(IOException.class);
    assertThat(exists("/after")).isTrue();
  }

  @Test
  void aTruncatedAnswerIsShorterThanItSays() throws Exception {
    dropbox.fault(Fault.truncate(CREATE, 10));
    HttpResponse<java.io.InputStream> response =
        http.send(request("/f"), HttpResponse.BodyHandlers.ofInputStream());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValueAsLong("content-length").orElseThrow())
        .isGreaterThan(10);
    assertThat(response.body().readNBytes(10)).hasSize(10);
    assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
    assertThat(exists("/f")).isTrue();
  }

  @Test
  void aStalledAnswerGoesOnWhenItIsReleased() throws Exception {
    dropbox.fault(Fault.stall(CREATE, 10));
    HttpResponse<java.io.InputStream> response =
        http.send(request("/f"), HttpResponse.BodyHandlers.ofInputStream());

    assertThat(response.body().readNBytes(10)).hasSize(10);
    assertThat(dropbox.faults()).extracting(standing -> standing.held()).containsExactly(1);
    dropbox.releaseHolds();

    assertThat(response.body().readAllBytes()).isNotEmpty();
  }

  @Test
  void aStalledAnswerIsOverWhenTheClientIsGone() throws Exception {
    dropbox.fault(Fault.stall(CREATE, 10));
    HttpResponse<java.io.InputStream> response =
        http.send(request("/f"), HttpResponse.BodyHandlers.ofInputStream());
    response.body().close();

    for (int i = 0; i < 100 && !dropbox.faults().isEmpty(); i++) {
      Thread.sleep(50);
    }
    assertThat(dropbox.faults()).isEmpty();
  }

  @Test
  void clearedFaultsDoNotHappen() throws Exception {
    dropbox.fault(Fault.cut(CREATE).times(5));

    dropbox.clearFaults();

    assertThat(create("/f").statusCode()).isEqualTo(200);
  }

  private static URI face(String path) {
    return URI.create(sandbox.face("dropbox").httpUrl() + path);
  }

  private HttpRequest request(String folder) {
    return HttpRequest.newBuilder(face(CREATE))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"path\":\"" + folder + "\"}"))
        .build();
  }

  private HttpResponse<String> create(String folder) throws Exception {
    return http.send(request(folder), HttpResponse.BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> createLater(String folder) {
    return http.sendAsync(request(folder), HttpResponse.BodyHandlers.ofString());
  }

  private static boolean exists(String path) {
    User user = dropbox.users().getFirst();
    return dropbox.tree(user).stream().map(FaceFiles.Entry::path).anyMatch(path::equals);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
