package dev.valence.hubs.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.valence.model.ApiException;
import dev.valence.model.Resource;
import dev.valence.model.WithdrawnResource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an app sees of what is not there any more, or not for its account. */
interface WithdrawnBehaviours extends SocialHub {

  @Test
  default void whatTheProviderHasWithdrawnIsToldWithItsDay() {
    assumeFalse(element().withdrawn().isEmpty());
    for (WithdrawnResource withdrawn : element().withdrawn()) {
      String path = withdrawn.path().replace("/hubs/social", "").replaceAll("\\{\\w+}", "17");

      ApiException failure = hub().failure(withdrawn.method(), path);

      assertThat(failure.status()).as(withdrawn.path()).isEqualTo(501);
      assertThat(failure.message())
          .isEqualTo(
              "%s withdrew this on %s: %s"
                  .formatted(element().name(), withdrawn.since(), withdrawn.message()));
    }
    assertThat(account().vendor().calls()).isEmpty();
  }

  @Test
  default void whatNeedsAnotherLoginSaysSo() {
    List<Resource> others = element().resources().stream().filter(this::needsOtherLogin).toList();
    assumeFalse(others.isEmpty());
    for (Resource resource : others) {
      String path = resource.path().replace("/hubs/social", "").replaceAll("\\{\\w+}", "17");

      ApiException failure = hub().failure(resource.method(), path, "q", "roof");

      assertThat(failure.status()).as(path).isEqualTo(501);
      assertThat(failure.message()).contains("Facebook Login");
    }
    assertThat(account().vendor().calls()).isEmpty();
  }
}
