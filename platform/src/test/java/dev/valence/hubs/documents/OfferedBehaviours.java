package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import dev.valence.model.Resource;
import org.junit.jupiter.api.Test;

/** What an app sees of operations that a connector does not have. */
interface OfferedBehaviours extends HubUnderTest {

  @Test
  default void whatIsNotOfferedIsRefusedByName() {
    DocumentsContract contract = new DocumentsContract();
    for (Resource resource : contract.resources()) {
      if (!connector().operations().contains(contract.operation(resource))) {
        String path =
            resource.path().replace("/hubs/documents", "").replaceAll("\\{[^}]*}", "something");

        ApiException failure = hub().failure(resource.method(), path, "path", "/a.txt");

        assertThat(failure.status()).as(path).isEqualTo(405);
        assertThat(failure.message()).contains("does not offer", resource.method(), path);
      }
    }
  }

  @Test
  default void whatNoneOffersIsNotFound() {
    assertThat(hub().failure("GET", "/no/such/thing").status()).isEqualTo(404);
  }
}
