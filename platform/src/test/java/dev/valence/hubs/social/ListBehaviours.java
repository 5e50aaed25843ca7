package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of lists. */
interface ListBehaviours extends SocialHub {

  private List<String> walk(int pageSize) {
    List<String> captions = new ArrayList<>();
    String size = String.valueOf(pageSize);
    HubAnswer page = hub().call("GET", "/users/self/media", "pageSize", size);
    while (true) {
      assertThat(HubCaller.json(page)).hasSizeLessThanOrEqualTo(pageSize);
      HubCaller.json(page).forEach(medium -> captions.add(caption(medium)));
      if (page.nextPage().isEmpty()) {
        return captions;
      }
      page =
          hub()
              .call(
                  "GET", "/users/self/media", "pageSize", size, "nextPage", page.nextPage().get());
    }
  }

  @Test
  default void nothingIsAnEmptyListWithoutANextPage() {
    HubAnswer answer = hub().call("GET", "/users/self/media");

    assertThat(HubCaller.json(answer)).isEmpty();
    assertThat(answer.returnedCount()).hasValue(0);
    assertThat(answer.nextPage()).isEmpty();
  }

  @Test
  default void aListIsTheProvidersDataUnwrappedTheNewestFirst() {
    account().publish(2);

    JsonNode list = hub().json("/users/self/media");

    assertThat(list.isArray()).isTrue();
    assertThat(caption(list.path(0))).isEqualTo("Picture 2");
    assertThat(caption(list.path(1))).isEqualTo("Picture 1");
    assertThat(list.path(0).path("id").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 30})
  default void aWalkGivesEachItemOnceInOrder(int pageSize) {
    account().publish(7);

    assertThat(walk(pageSize))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 7).mapToObj(n -> "Picture " + (8 - n)).toList());
  }

  @Test
  default void theLastPageHasNoToken() {
    account().publish(4);

    HubAnswer first = hub().call("GET", "/users/self/media", "pageSize", "2");
    HubAnswer last =
        hub()
            .call(
                "GET",
                "/users/self/media",
                "pageSize",
                "2",
                "nextPage",
                first.nextPage().orElseThrow());

    assertThat(HubCaller.json(last)).hasSize(2);
    assertThat(last.nextPage()).isEmpty();
  }

  @Test
  default void aPageSizeAboveTheProvidersIsTrimmedAndSaidSo() {
    account().publish(1);

    HubAnswer answer = hub().call("GET", "/users/self/media", "pageSize", "200");

    assertThat(answer.warningText().orElseThrow()).contains("200", "100");
  }

  @Test
  default void aTokenThatIsNoneIsRefused() {
    account().publish(2);

    assertThat(hub().failure("GET", "/users/self/media", "nextPage", "none").status())
        .isEqualTo(400);
  }
}
