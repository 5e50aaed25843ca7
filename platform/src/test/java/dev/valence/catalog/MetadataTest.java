package dev.valence.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.Element;
import dev.valence.model.ElementMetadata;
import dev.valence.model.ElementMetadata.Poll;
import dev.valence.model.ElementMetadata.ResourceMetadata;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetadataTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void dropboxHasEventsByWebhook() throws JsonProcessingException {
    LoadedElement dropbox =
        new ElementLoader(Set.of("crm", "documents", "helpdesk", "marketing", "social"))
            .loadBuiltIn().stream()
                .filter(element -> element.key().equals("dropbox"))
                .findFirst()
                .orElseThrow();
    ElementMetadata metadata =
        Metadata.of(JSON.treeToValue(dropbox.definition(), Element.class), "elements");
    assertThat(metadata.events().supported()).isTrue();
    assertThat(metadata.events().methods()).containsExactly("webhook");
    assertThat(metadata.image()).isEqualTo("elements/provider_dropbox.png");
    assertThat(metadata.authenticationType()).isEqualTo("oauth2");
    assertThat(metadata.authenticationTypes()).containsExactly("oauth2");
  }

  @Test
  void pollingAndWebhooksAreBothNamed() throws JsonProcessingException {
    ElementMetadata metadata =
        metadata(
            """
            "configuration": [
              {"key": "event.vendor.type", "type": "COMBO", "options": [
                {"value": "webhooks", "description": "Webhooks"},
                {"value": "polling", "description": "Polling"}]},
              {"key": "event.poller.configuration", "type": "TEXTAREA", "defaultValue":
                "{\\"contacts\\": {\\"url\\": \\"/hubs/crm/contacts\\"}}"}]
            """);
    assertThat(metadata.events().methods()).containsExactly("polling", "webhook");
    assertThat(metadata.events().polling())
        .containsOnlyKeys("contacts")
        .containsValue(new Poll("/hubs/crm/contacts"));
  }

  @Test
  void anElementThatDeclaresNoEventsHasNone() throws JsonProcessingException {
    ElementMetadata metadata = metadata("\"configuration\": []");
    assertThat(metadata.events().supported()).isFalse();
    assertThat(metadata.events().methods()).isEmpty();
  }

  @Test
  void aPollerConfigurationThatIsNotJsonPollsNothing() throws JsonProcessingException {
    ElementMetadata metadata =
        metadata(
            """
            "configuration": [{"key": "event.poller.configuration", "defaultValue": "{"}]
            """);
    assertThat(metadata.events().polling()).isEmpty();
  }

  @Test
  void resourcesAreListedByTheirFirstWord() throws JsonProcessingException {
    ElementMetadata metadata =
        metadata(
            """
            "resources": [
              {"type": "api", "method": "GET", "path": "/hubs/crm/contacts"},
              {"type": "api", "method": "PATCH", "path": "/hubs/crm/contacts/{id}"},
              {"type": "api", "method": "GET", "path": "/hubs/crm/{objectName}"},
              {"type": "onProvision", "method": "GET", "path": "/hubs/crm/me"}]
            """);
    assertThat(metadata.resources())
        .extracting(ResourceMetadata::canonicalName)
        .containsExactly("contacts");
    assertThat(metadata.resources().getFirst().operations()).containsExactly("GET", "PATCH");
    assertThat(metadata.discovery().customObjects()).isTrue();
    assertThat(metadata.discovery().customFields()).isFalse();
  }

  private static ElementMetadata metadata(String more) throws JsonProcessingException {
    return Metadata.of(
        JSON.readValue(
            "{\"key\": \"x\", \"authentication\": {\"type\": \"basic\"}, " + more + "}",
            Element.class),
        "elements");
  }
}
