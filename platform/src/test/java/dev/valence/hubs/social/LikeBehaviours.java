package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an app sees and does of likes. */
@Needs({"GET /media/{id}/likes", "POST /media/{id}/likes", "DELETE /media/{id}/likes"})
interface LikeBehaviours extends SocialHub {

  @Test
  default void aLikeIsGivenListedAndTakenBack() {
    account().publish(1);
    String likes =
        "/media/" + hub().json("/users/self/media").path(0).path("id").asText() + "/likes";

    hub().call("POST", likes);
    assertThat(hub().json(likes).findValuesAsText("username")).containsExactly("alex");
    assertThat(hub().json("/users/self/media/liked")).hasSize(1);
    hub().call("DELETE", likes);
    assertThat(hub().json(likes)).isEmpty();
  }

  @Test
  default void whatIsLikedMostIsPopular() {
    account().publish(2);
    String older = hub().json("/users/self/media").path(1).path("id").asText();
    hub().call("POST", "/media/" + older + "/likes");

    assertThat(caption(hub().json("/media/popular").path(0))).isEqualTo("Picture 1");
  }
}
