package dev.valence.connectors.microsoft;

import static dev.valence.hubs.documents.HubCaller.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.catalog.BuiltInElements;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tokens are asked for, and how the user's site is found. */
class MicrosoftConnectorTest {

  private static final String LOGIN = "https://login.microsoftonline.com/common/oauth2";
  private static final String DIRECT = "https://{siteAddress}/_api/v2.0/me";
  private static final String ME = "/v1.0/me";

  private static ConnectedMicrosoft account;

  @BeforeAll
  static void start() {
    account = new ConnectedMicrosoft();
  }

  @AfterAll
  static void stop() throws IOException {
    account.close();
  }

  @ParameterizedTest
  @CsvSource({
    DIRECT + ", , https://graph.microsoft.com/",
    DIRECT + ", contoso-my.sharepoint.com, https://contoso-my.sharepoint.com/",
    DIRECT + ", https://Contoso-My.SharePoint.com/, https://contoso-my.sharepoint.com/",
    "https://graph.microsoft.com/v1.0/me/drive, , https://graph.microsoft.com/",
    "https://graph.microsoft.us:443/v1.0/me, , https://graph.microsoft.us/",
    "http://{siteAddress}/_api/v2.0/me, 127.0.0.1:8097, http://127.0.0.1:8097/"
  })
  void aTokenOfVersionOneIsForOneResource(String baseUrl, String site, String resource) {
    assertThat(parameters(LOGIN + "/token?api-version=2.0", baseUrl, site))
        .containsOnly(
            Map.entry("resource", resource),
            Map.entry("redirect_uri", ConnectedMicrosoft.CALLBACK));
  }

  @Test
  void aTokenOfVersionTwoIsForItsScopes() {
    assertThat(parameters(LOGIN + "/v2.0/token", DIRECT, "contoso-my.sharepoint.com")).isEmpty();
  }

  @Test
  void theSiteIsFoundAtGraph() {
    account.connected(DIRECT);

    String host = URI.create(account.account(Dialect.DIRECT)).getAuthority();

    assertThat(account.discovered()).isEqualTo(Map.of("onedrivebusiness.site.address", host));
    assertThat(account.calls())
        .singleElement()
        .satisfies(call -> assertThat(call.query()).isEqualTo("$select=mySite"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GRAPH", "DIRECT"})
  void aSiteThatIsKnownIsNotLookedFor(Dialect dialect) {
    account.connected(dialect);

    assertThat(account.discovered()).isEmpty();
    assertThat(account.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"mySite\":null}",
        "200 | {}",
        "200 | {\"mySite\":\"\"}",
        "404 | {\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"User's mysite not found.\"}}"
      })
  void aUserWithoutOneDriveIsRefused(int status, String body) {
    account.connected(DIRECT);
    account.vendor().fault(Fault.status(ME, 1, status, body));

    ApiException failure = failure(account::discovered);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("no OneDrive");
    assertThat(failure.providerMessage())
        .hasValue(status == 200 ? body : "ResourceNotFound: User's mysite not found.");
  }

  @Test
  void whoMayNotAskForTheSiteIsToldSo() {
    account.connected(DIRECT);
    account
        .vendor()
        .fault(
            Fault.status(
                ME,
                1,
                403,
                "{\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":\"No.\"}}"));

    ApiException failure = failure(account::discovered);

    assertThat(failure.status()).isEqualTo(403);
    assertThat(failure.providerMessage()).hasValue("Authorization_RequestDenied: No.");
  }

  private static Map<String, String> parameters(String tokenUrl, String baseUrl, String site) {
    Map<String, String> values = new HashMap<>();
    values.put("oauth.token.url", tokenUrl);
    values.put("oauth.callback.url", ConnectedMicrosoft.CALLBACK);
    values.put("base.url", baseUrl);
    values.put("onedrivebusiness.graph.url", "https://graph.microsoft.com/v1.0");
    values.put("onedrivebusiness.site.address", site);
    return new MicrosoftConnector()
        .tokenParameters(
            Configuration.of(
                BuiltInElements.of("onedrivebusiness"),
                key -> Optional.ofNullable(values.get(key))));
  }
}
