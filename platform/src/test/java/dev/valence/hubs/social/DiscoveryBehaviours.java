package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.sandbox.face.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app sees of other businesses. */
@Needs({"GET /business-discovery/{username}", "GET /business-discovery/{username}/media"})
interface DiscoveryBehaviours extends SocialHub {

  @Test
  default void anotherBusinessIsFoundByItsNameWithWhatItHasPublished() {
    User bea = account().somebody();
    for (String caption : List.of("one", "two", "three")) {
      account().vendor().createRecord(bea, "media", Map.of("caption", caption));
    }

    assertThat(hub().json("/business-discovery/bea").path("media_count").asInt()).isEqualTo(3);
    List<String> captions = new ArrayList<>();
    HubAnswer page = hub().call("GET", "/business-discovery/bea/media", "pageSize", "2");
    HubCaller.json(page).forEach(medium -> captions.add(caption(medium)));
    page =
        hub()
            .call(
                "GET",
                "/business-discovery/bea/media",
                "pageSize",
                "2",
                "nextPage",
                page.nextPage().orElseThrow());
    HubCaller.json(page).forEach(medium -> captions.add(caption(medium)));
    assertThat(captions).containsExactly("three", "two", "one");
    assertThat(page.nextPage()).isEmpty();
    assertThat(hub().failure("GET", "/business-discovery/nobody").status()).isEqualTo(404);
  }
}
