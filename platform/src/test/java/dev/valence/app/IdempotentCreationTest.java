package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A request to create an instance that is sent again, since its answer was lost. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class IdempotentCreationTest extends InstancesRestTest {

  @Test
  void theSameRequestGetsTheSameInstance() {
    ObjectNode body = body();

    Answer first = succeeded(createOnce("key-1", body));
    Answer second = succeeded(createOnce("key-1", body));

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(dropbox.calls(TOKEN_ENDPOINT)).hasSize(1);
    assertThat(succeeded(api.get("/instances", api.organization())).json()).hasSize(1);
  }

  @Test
  void parallelOnesMakeOneInstance() {
    ObjectNode body = body();

    List<Answer> answers = Parallel.join(Parallel.begin(8, () -> createOnce("key-2", body)));

    JsonNode first = succeeded(answers.getFirst()).json();
    assertThat(answers).allSatisfy(answer -> assertThat(succeeded(answer).json()).isEqualTo(first));
    assertThat(dropbox.calls(TOKEN_ENDPOINT)).hasSize(1);
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() {
    succeeded(createOnce("key-3", body()));

    Answer answer = createOnce("key-3", body());

    assertThat(failed(answer, 409).message()).contains("Idempotency-Key");
    assertThat(succeeded(api.get("/instances", api.organization())).json()).hasSize(1);
  }

  @Test
  void aRequestThatFailedCanBeSentAgain() {
    ObjectNode body = body();
    dropbox.fault(Fault.status(TOKEN_ENDPOINT, 1, 503, ""));
    failed(createOnce("key-4", body), 502);

    succeeded(createOnce("key-4", body));
  }

  @Test
  void aKeyIsForgottenWithItsInstance() {
    JsonNode instance = succeeded(createOnce("key-5", body())).json();
    succeeded(api.delete(Api.path(instance), api.organization()));

    JsonNode next = succeeded(createOnce("key-5", body())).json();

    assertThat(next.path("id").asLong()).isNotEqualTo(instance.path("id").asLong());
  }

  @Test
  void anEndlessKeyIsRefused() {
    assertThat(failed(createOnce("k".repeat(256), body()), 400).message())
        .contains("Idempotency-Key");
    assertThat(dropbox.calls(TOKEN_ENDPOINT)).isEmpty();
  }

  private Answer createOnce(String key, JsonNode body) {
    return post(
        ELEMENTS + "/instances",
        body.toString(),
        "Authorization",
        api.organization(),
        "Idempotency-Key",
        key);
  }
}
