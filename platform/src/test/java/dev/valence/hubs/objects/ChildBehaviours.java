package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What belongs to a record. */
interface ChildBehaviours extends ObjectsUnderTest {

  @Test
  default void whatBelongsToARecordIsMadeReadListedChangedAndDeletedBelowIt() {
    for (Child child : children()) {
      Sample sample = child.sample();
      String parent = create(sample(child.parent()));
      String list = "/" + child.parent() + "/" + parent + "/" + sample.object();

      JsonNode made = hub().send("POST", list, sample.body());
      String path = list + "/" + made.path("id").asText();

      assertThat(hub().json(list)).as(list).hasSize(1);
      assertThat(hub().json(list).path(0)).isEqualTo(made);
      assertThat(hub().json(path)).isEqualTo(made);
      assertThat(hub().send("PATCH", path, sample.change()).path(sample.field()).asText())
          .isEqualTo(sample.value());
      hub().call("DELETE", path);
      assertThat(hub().failure("GET", path).status()).isEqualTo(404);
      assertThat(hub().json(list)).isEmpty();
    }
  }

  @Test
  default void whatBelongsToAnotherRecordIsNotThere() {
    for (Child child : children()) {
      Sample sample = child.sample();
      String path = "/" + child.parent() + "/";
      String below = "/" + sample.object();
      String one = create(sample(child.parent()));
      String other = create(sample(child.parent()));
      String id = hub().send("POST", path + one + below, sample.body()).path("id").asText();
      String wrong = path + other + below + "/" + id;

      assertThat(hub().json(path + other + below)).as(wrong).isEmpty();
      assertThat(hub().failure("GET", wrong).status()).isEqualTo(404);
      assertThat(hub().failure("DELETE", wrong).status()).isEqualTo(404);
      assertThat(HubCaller.failure(() -> hub().send("PATCH", wrong, sample.change())).status())
          .isEqualTo(404);
      assertThat(hub().json(path + one + below + "/" + id).path("id").asText()).isEqualTo(id);
    }
  }

  @Test
  default void nothingBelongsToARecordThatIsNotThere() {
    for (Child child : children()) {
      String list = "/" + child.parent() + "/0/" + child.sample().object();

      assertThat(hub().failure("GET", list).status()).as(list).isEqualTo(404);
      assertThat(HubCaller.failure(() -> hub().send("POST", list, child.sample().body())).status())
          .isEqualTo(404);
    }
  }

  @Test
  default void whatBelongsToARecordIsSelectedAndPagedLikeOtherLists() {
    Child child = children().getFirst();
    String parent = create(sample(child.parent()));
    String list = "/" + child.parent() + "/" + parent + "/" + child.sample().object();
    for (int i = 0; i < 3; i++) {
      hub().send("POST", list, child.sample().body());
    }
    String last = hub().send("POST", list, child.sample().body()).path("id").asText();

    HubAnswer first = hub().call("GET", list, "pageSize", "3", "returnCount", "true");
    HubAnswer second =
        hub().call("GET", list, "pageSize", "3", "nextPage", first.nextPage().orElseThrow());

    assertThat(first.totalCount()).hasValue(4);
    assertThat(
            Stream.of(first, second)
                .flatMap(page -> ObjectsUnderTest.ids(page).stream())
                .distinct())
        .hasSize(4);
    assertThat(second.nextPage()).isEmpty();
    assertThat(hub().json(list, "where", "id = '" + last + "'", "fields", "Id"))
        .singleElement()
        .isEqualTo(hub().json(list + "/" + last, "fields", "Id"));
  }

  @Test
  default void whatBelongsToAnyObjectIsThereByTheRelationshipsName() {
    Child child = otherChild();
    Sample sample = child.sample();
    String parent =
        child.parent().equals(otherObject().object())
            ? create(otherObject())
            : create(sample(child.parent()));
    String list = "/" + child.parent() + "/" + parent + "/" + sample.object();

    String id = hub().send("POST", list, sample.body()).path("id").asText();

    assertThat(ObjectsUnderTest.ids(hub().call("GET", list))).containsExactly(id);
    assertThat(hub().json(list + "/" + id).path("id").asText()).isEqualTo(id);
    ApiException failure =
        hub().failure("GET", "/" + child.parent() + "/" + parent + "/NoSuchThings");
    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure.message()).contains("NoSuchThings");
  }
}
