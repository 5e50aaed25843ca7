package dev.valence.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that count for an instance, and where its URLs lead. */
class ConfigurationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void anOwnValueCountsBeforeTheDefault() {
    Element element = element(List.of(entry("oauth.scope", "all")), List.of());

    assertThat(configuration(element, Map.of()).find("oauth.scope")).contains("all");
    assertThat(configuration(element, Map.of("oauth.scope", "some")).find("oauth.scope"))
        .contains("some");
    assertThat(configuration(element, Map.of()).find("unknown")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://{siteAddress}/api, a.example, https://a.example/api",
    "https://{siteAddress}/api, a.example/, https://a.example/api",
    "https://{siteAddress}/api, https://a.example/, https://a.example/api",
    "https://{siteAddress}/api, HTTP://a.example, https://a.example/api",
    "{siteAddress}/api, a.example, https://a.example/api",
    "{siteAddress}/api, http://a.example:80/, http://a.example:80/api",
    "https://a.example/{siteAddress}/api, x/y, https://a.example/x/y/api",
    "https://{siteAddress}.a.example/api, ' acme ', https://acme.a.example/api",
    "https://{siteAddress}/$1, a.example, https://a.example/$1"
  })
  void thePlaceholderOfAUrlIsFilledIn(String url, String site, String filled) {
    Element element =
        element(
            List.of(entry("base.url", url), entry("site.address", null)),
            List.of(placeholder("site.address", "siteAddress")));

    assertThat(configuration(element, Map.of("site.address", site)).find("base.url"))
        .contains(filled);
  }

  @Test
  void anOptionThatIsChosenSaysWhatOtherEntriesHaveByDefault() {
    Map<String, Object> region =
        Map.of(
            "key",
            "region",
            "defaultValue",
            "eu",
            "options",
            List.of(
                Map.of("value", "eu", "description", "Europe"),
                Map.of(
                    "value",
                    "us",
                    "description",
                    "America",
                    "defaults",
                    Map.of("base.url", "{us.url}/v1", "oauth.scope", "some"))));
    Element element =
        element(
            List.of(
                region,
                entry("base.url", "https://eu.example"),
                entry("us.url", "https://us.example"),
                entry("oauth.scope", "all")),
            List.of());

    assertThat(configuration(element, Map.of()).find("base.url")).contains("https://eu.example");
    Configuration chosen = configuration(element, Map.of("region", "US"));
    assertThat(chosen.find("base.url")).contains("https://us.example/v1");
    assertThat(chosen.destinations().get("base.url")).hasHost("us.example");
    assertThat(chosen.find("oauth.scope")).contains("some");
    assertThat(
            configuration(element, Map.of("region", "us", "oauth.scope", "own"))
                .find("oauth.scope"))
        .contains("own");
    assertThat(configuration(element, Map.of("region", "mars")).find("oauth.scope"))
        .contains("all");
  }

  @Test
  void aPlaceholderStandsForTheEntryOfItsNameWhenNoParameterAssignsOne() {
    Element element =
        element(
            List.of(entry("base.url", "https://{subdomain}.a.example"), entry("subdomain", "b")),
            List.of());

    assertThat(configuration(element, Map.of()).find("base.url")).contains("https://b.a.example");
    assertThat(Configuration.entryOf(element, "subdomain")).contains("subdomain");
    assertThat(Configuration.entryOf(element, "other")).isEmpty();
  }

  @Test
  void aPlaceholderWithoutAValueStaysAndLeadsNowhere() {
    Element element =
        element(
            List.of(
                entry("base.url", "https://{siteAddress}/api"),
                entry("other.url", "https://{unknown}/"),
                entry("site.address", null)),
            List.of(placeholder("site.address", "siteAddress")));
    Configuration configuration = configuration(element, Map.of("site.address", " "));

    assertThat(configuration.find("base.url")).contains("https://{siteAddress}/api");
    assertThat(configuration.find("other.url")).contains("https://{unknown}/");
    assertThat(configuration.destinations()).isEmpty();
  }

  @Test
  void theDestinationsAreTheUrlsToWhichCallsAndSecretsGo() {
    Element element =
        element(
            List.of(
                entry("base.url", "https://a.example/api"),
                entry("oauth.token.refresh_url", " https://b.example/token "),
                entry("oauth.token.revoke_url", ""),
                entry("oauth.callback.url", "https://app.example/back"),
                entry("event.notification.callback.url", "https://app.example/events"),
                entry("broken.url", "https://a b"),
                entry("oauth.scope", "https://scope.example/all")),
            List.of());

    assertThat(configuration(element, Map.of("base.url", "https://c.example")).destinations())
        .containsExactly(
            Map.entry("base.url", URI.create("https://c.example")),
            Map.entry("oauth.token.refresh_url", URI.create("https://b.example/token")));
  }

  @Test
  void onlyUrlsAreFilledIn() {
    Element element =
        element(List.of(entry("oauth.scope", "{subdomain}"), entry("subdomain", "b")), List.of());

    assertThat(configuration(element, Map.of()).find("oauth.scope")).contains("{subdomain}");
  }

  private static Configuration configuration(Element element, Map<String, String> own) {
    return Configuration.of(element, key -> Optional.ofNullable(own.get(key)));
  }

  private static Map<String, Object> entry(String key, String value) {
    return value == null ? Map.of("key", key) : Map.of("key", key, "defaultValue", value);
  }

  private static Map<String, Object> placeholder(String entry, String placeholder) {
    return Map.of(
        "name", entry, "type", "configuration", "vendorName", placeholder, "vendorType", "path");
  }

  private static Element element(
      List<Map<String, Object>> configuration, List<Map<String, Object>> parameters) {
    return JSON.convertValue(
        Map.of(
            "key",
            "test",
            "configuration",
            new ArrayList<>(configuration),
            "parameters",
            new ArrayList<>(parameters)),
        Element.class);
  }
}
