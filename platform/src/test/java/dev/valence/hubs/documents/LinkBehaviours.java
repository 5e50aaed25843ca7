package dev.valence.hubs.documents;

import static dev.valence.hubs.documents.HubCaller.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.ApiException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What an app sees of links to files. */
@Needs({DocumentsOperation.LINK, DocumentsOperation.UPLOAD})
interface LinkBehaviours extends HubUnderTest {

  @Test
  default void aLinkLeadsToTheProviderAndToUs() {
    hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode link = hub().json("/files/links", "path", "/a.txt");

    assertThat(URI.create(link.path("providerViewLink").asText()).getHost()).isNotNull();
    assertThat(link.path("cloudElementsLink").asText()).isNotEmpty();
    assertThat(link.has("expires")).isFalse();
    assertThat(link.has("raw")).isFalse();
  }

  @Test
  default void aLinkIsMadeByIdToo() {
    String id = segment(hub().upload("/a #1.txt", HubCaller.HELLO).path("id").asText());

    assertThat(hub().json("/files/" + id + "/links").path("providerViewLink").asText())
        .isNotEmpty();
  }

  @Test
  default void asLongAsThereIsALinkItIsGivenAgain() {
    hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode first = hub().json("/files/links", "path", "/a.txt");
    JsonNode second = hub().json("/files/links", "path", "/a.txt");

    assertThat(second.path("providerViewLink")).isEqualTo(first.path("providerViewLink"));
  }

  @Test
  default void rawIsToldWithALinkWhenAsked() {
    hub().upload("/a.txt", HubCaller.HELLO);

    assertThat(hub().json("/files/links", "path", "/a.txt", "raw", "true").path("raw"))
        .isNotEmpty();
  }

  @Test
  default void whatIsMissingHasNoLink() {
    assertThat(hub().failure("GET", "/files/links", "path", "/missing.txt").status())
        .isEqualTo(404);
  }

  @Test
  default void aWrongExpirationIsRefusedInTheContractsWords() {
    hub().upload("/a.txt", HubCaller.HELLO);

    ApiException failure =
        hub().failure("GET", "/files/links", "path", "/a.txt", "expires", "soon");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).isEqualTo("Invalid link expiration date.");
  }

  @Test
  default void aWrongVisibilityIsRefusedInTheContractsWords() {
    hub().upload("/a.txt", HubCaller.HELLO);

    ApiException failure =
        hub().failure("GET", "/files/links", "path", "/a.txt", "visibility", "NOBODY");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).isEqualTo("An invalid value was used for a parameter");
    assertThat(failure.providerMessage()).hasValueSatisfying(it -> assertThat(it).contains("NOB"));
  }

  @Test
  default void aPasswordIsNeededWhereOneIsAskedFor() {
    hub().upload("/a.txt", HubCaller.HELLO);

    ApiException failure =
        hub().failure("GET", "/files/links", "path", "/a.txt", "visibility", "PASSWORD");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).isEqualTo("You must supply a password");
  }

  @Test
  @Needs(features = DocumentsFeature.LINK_EXPIRY)
  default void aLinkExpiresWhenAsked() {
    hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode link = hub().json("/files/links", "path", "/a.txt", "expires", "2090-02-20");

    assertThat(link.path("providerLinkExpires").asText()).startsWith("2090-02-20T00:00:00");
    assertThat(link.path("expires").asText()).startsWith("2090-02-20T00:00:00");
  }

  @Test
  @Needs(features = DocumentsFeature.LINK_PASSWORD)
  default void aLinkWithAPasswordHasNoWayAroundIt() {
    hub().upload("/a.txt", HubCaller.HELLO);

    JsonNode link =
        hub()
            .json(
                "/files/links",
                "path",
                "/a.txt",
                "visibility",
                "PASSWORD",
                "password",
                "open sesame");

    assertThat(link.path("providerViewLink").asText()).isNotEmpty();
    assertThat(link.has("cloudElementsLink")).isFalse();
    assertThat(link.toString()).doesNotContain("sesame");
  }

  @Test
  @Needs({DocumentsOperation.LINKS, DocumentsOperation.DELETE_LINKS})
  default void linksAreListedUntilTheyAreDeleted() {
    hub().upload("/a.txt", HubCaller.HELLO);
    hub().upload("/b.txt", HubCaller.HELLO);
    assertThat(hub().json("/links", "path", "/a.txt")).isEmpty();
    JsonNode link = hub().json("/files/links", "path", "/a.txt");
    hub().json("/files/links", "path", "/b.txt");

    assertThat(hub().json("/links", "path", "/a.txt"))
        .extracting(it -> it.path("providerViewLink"))
        .containsExactly(link.path("providerViewLink"));
    hub().call("DELETE", "/files/links", "path", "/a.txt");

    assertThat(hub().json("/links", "path", "/a.txt")).isEmpty();
    assertThat(hub().json("/links", "path", "/b.txt")).hasSize(1);
  }

  @Test
  @Needs(DocumentsOperation.DELETE_LINKS)
  default void deletingNoLinksIsNoFailure() {
    hub().upload("/a.txt", HubCaller.HELLO);

    hub().call("DELETE", "/files/links", "path", "/a.txt");

    assertThat(hub().failure("DELETE", "/files/links", "path", "/missing.txt").status())
        .isEqualTo(404);
  }
}
