package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import org.junit.jupiter.api.Test;

/** Lists that hold records. */
interface MemberBehaviours extends ObjectsUnderTest {

  @Test
  default void aMemberIsAddedListedAndTakenAwayAndRemainsItself() {
    for (Members held : members()) {
      String list = "/" + held.list() + "/" + create(sample(held.list())) + "/" + held.members();
      String in = create(sample(held.members()));
      create(sample(held.members()));

      JsonNode added = hub().send("POST", list, "{\"id\": \"" + in + "\"}");

      assertThat(added.path("id").asText()).as(list).isEqualTo(in);
      assertThat(ObjectsUnderTest.ids(hub().call("GET", list))).containsExactly(in);
      hub().call("DELETE", list + "/" + in);
      assertThat(hub().json(list)).isEmpty();
      assertThat(hub().json("/" + held.members() + "/" + in).path("id").asText()).isEqualTo(in);
      assertThat(hub().failure("DELETE", list + "/" + in).status()).isEqualTo(404);
    }
  }

  @Test
  default void aMemberIsThereOnce() {
    for (Members held : members()) {
      String list = "/" + held.list() + "/" + create(sample(held.list())) + "/" + held.members();
      String in = create(sample(held.members()));
      hub().send("POST", list, "{\"id\": \"" + in + "\"}");

      ApiException failure =
          HubCaller.failure(() -> hub().send("POST", list, "{\"id\": \"" + in + "\"}"));

      assertThat(failure.status()).isEqualTo(409);
      assertThat(hub().json(list)).hasSize(1);
    }
  }

  @Test
  default void whatIsNoMemberIsRefused() {
    for (Members held : members()) {
      String list = "/" + held.list() + "/" + create(sample(held.list())) + "/" + held.members();

      assertThat(HubCaller.failure(() -> hub().send("POST", list, "{}")).message()).contains("id");
      assertThat(HubCaller.failure(() -> hub().send("POST", list, "{\"id\": \"0\"}")).status())
          .isBetween(400, 404);
      assertThat(hub().failure("GET", "/" + held.list() + "/0/" + held.members()).status())
          .isEqualTo(404);
    }
  }
}
