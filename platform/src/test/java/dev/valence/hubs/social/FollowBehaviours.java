package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.hubs.documents.HubCaller;
import dev.valence.sandbox.face.User;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an app sees and does of who follows whom. */
@Needs({"GET /users/{id}/follows", "GET /users/{id}/followed-by", "POST /users/{id}/relationship"})
interface FollowBehaviours extends SocialHub {

  private String relate(User user, String action) {
    return hub()
        .send("POST", "/users/" + user.id() + "/relationship", "{\"action\":\"" + action + "\"}")
        .path("outgoing_status")
        .asText();
  }

  @Test
  default void anAccountIsFollowedAndNoLonger() {
    User bea = account().somebody();

    assertThat(relate(bea, "follow")).isEqualTo("follows");
    assertThat(hub().json("/users/self/follows").findValuesAsText("username"))
        .containsExactly("bea");
    assertThat(hub().json("/users/" + bea.id() + "/followed-by").findValuesAsText("username"))
        .containsExactly("alex");
    assertThat(hub().json("/users/" + bea.id() + "/relationship").path("outgoing_status").asText())
        .isEqualTo("follows");
    assertThat(relate(bea, "unfollow")).isEqualTo("none");
    assertThat(hub().json("/users/self/follows")).isEmpty();
  }

  @Test
  default void whoFollowsIsShownWhatTheOtherPublishes() {
    User bea = account().somebody();
    account().vendor().createRecord(bea, "media", Map.of("caption", "Hers"));
    relate(bea, "follow");

    assertThat(caption(hub().json("/users/self/feed").path(0))).isEqualTo("Hers");
  }

  @Test
  default void whoHasAskedToFollowIsLetOrNot() {
    User bea = account().somebody();
    account().record("profile", Map.of("private", true));
    account().vendor().createRecord(bea, "follow", Map.of("user", account().user().id()));

    assertThat(hub().json("/users/self/requested-by").findValuesAsText("username"))
        .containsExactly("bea");
    relate(bea, "approve");
    assertThat(hub().json("/users/self/requested-by")).isEmpty();
    assertThat(hub().json("/users/self/followed-by")).hasSize(1);
    assertThat(HubCaller.failure(() -> relate(bea, "adopt")).status()).isEqualTo(400);
  }

  @Test
  default void whatIsPrivateIsForbidden() {
    User bea = account().somebody();
    account().vendor().createRecord(bea, "profile", Map.of("private", true));

    assertThat(hub().failure("GET", "/users/" + bea.id()).status()).isEqualTo(403);
    assertThat(hub().failure("GET", "/users/" + bea.id() + "/media").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"q, bea", "where, q='bea'"})
  @Needs("GET /users")
  default void accountsAreSearchedForByNameOrCondition(String parameter, String text) {
    account().somebody();

    assertThat(hub().json("/users", parameter, text).findValuesAsText("username"))
        .containsExactly("bea");
    assertThat(hub().failure("GET", "/users").status()).isEqualTo(400);
  }
}
