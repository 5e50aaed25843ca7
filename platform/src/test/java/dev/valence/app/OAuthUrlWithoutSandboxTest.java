package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL of consent at the true provider, which no test calls. */
@QuarkusTest
@TestProfile(OAuthUrlWithoutSandboxTest.TrueEndpoints.class)
class OAuthUrlWithoutSandboxTest extends RestTest {

  /** A server of its own, without a sandbox. */
  public static final class TrueEndpoints implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(TestPlatform.class, Map.of(TestPlatform.SANDBOX, "false")));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ELEMENTS, YOUR_MOMS})
  void itIsDropboxs(String base) {
    Query query =
        Query.of(
            succeeded(
                    get(
                        base
                            + "/elements/dropbox/oauth/url?apiKey=fake_Dropbox_api_key"
                            + "&apiSecret=fake_Dropbox_api_secret"
                            + "&callbackUrl=https://www.mycoolapp.com/auth&state=dropbox"))
                .json()
                .path("oauthUrl")
                .asText());

    assertThat(query.text()).startsWith("https://www.dropbox.com/oauth2/authorize?");
    assertThat(query.value("response_type")).isEqualTo("code");
    assertThat(query.value("client_id")).isEqualTo("fake_Dropbox_api_key");
    assertThat(query.value("redirect_uri")).isEqualTo("https://www.mycoolapp.com/auth");
    assertThat(query.value("state")).isEqualTo("dropbox");
    assertThat(query.value("token_access_type")).isEqualTo("offline");
    assertThat(query.text()).doesNotContain("fake_Dropbox_api_secret");
  }
}
