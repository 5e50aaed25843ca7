package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.User;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OneDrive for Business, connected and called over HTTP in each of its ways. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class OneDriveTest extends RestTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String V1 = "/common/oauth2/token";
  private static final String V2 = "/common/oauth2/v2.0/token";
  private static final String ME = "/v1.0/me";

  private FaceClient microsoft;
  private Map<String, String> endpoints;

  @BeforeEach
  void start() {
    disconnectAll();
    microsoft = TestPlatform.sandbox().face("microsoft");
    microsoft.consentAutomatically();
    endpoints = TestPlatform.sandbox().elements().get("onedrivebusiness").configuration();
    User user = microsoft.users().getFirst();
    microsoft.putFile(user, "/brady#123.jpg", "hello".getBytes(StandardCharsets.UTF_8));
    TestPlatform.sandbox().clearCalls();
  }

  @Test
  void theCatalogueOffersWhatCanBeDone() {
    JsonNode element = succeeded(get(ELEMENTS + "/elements/onedrivebusiness")).json();

    assertThat(element.path("name").asText()).isEqualTo("OneDrive for Business Beta");
    assertThat(element.path("image").asText())
        .isEqualTo("https://pbs.twimg.com/profile_images/454108199554019328/zz4HhvrW.png");
    assertThat(element.path("resources"))
        .extracting(resource -> resource.path("method").asText())
        .contains("GET", "POST", "PATCH", "DELETE");
  }

  @Test
  void withoutASiteAddressGraphNamesIt() {
    JsonNode instance = succeeded(create(body(code(oauthUrl(""))))).json();

    String site = site();
    JsonNode configuration = instance.path("configuration");
    assertThat(configuration.path("onedrivebusiness.site.address").asText()).isEqualTo(site);
    assertThat(forms(V1, "grant_type")).containsExactly("authorization_code", "refresh_token");
    assertThat(forms(V1, "resource")).containsExactly(graph() + "/", "http://" + site + "/");
    assertThat(forms(V1, "redirect_uri")).containsExactly(Api.CALLBACK, Api.CALLBACK);
    assertThat(microsoft.calls(ME)).hasSize(1);
    assertWorks(instance, V1);
    assertThat(forms(V1, "resource")).containsExactly("http://" + site + "/");
  }

  @Test
  void withASiteAddressGraphIsNotAsked() {
    String site = site();
    ObjectNode body = body(code(oauthUrl("&siteAddress=" + Api.encode(site))));
    configuration(body).put("onedrivebusiness.site.address", site);

    JsonNode instance = succeeded(create(body)).json();

    assertThat(forms(V1, "resource")).containsExactly("http://" + site + "/");
    assertThat(microsoft.calls(ME)).isEmpty();
    assertWorks(instance, V1);
  }

  @Test
  void aSiteOfSomebodyElsesHostIsRefused() {
    ObjectNode body = body(code(oauthUrl("")));
    configuration(body).put("onedrivebusiness.site.address", "onedrive.example.com");

    assertThat(failed(create(body), 400).message()).contains("onedrive.example.com");

    assertThat(microsoft.calls(V1)).isEmpty();
  }

  @Test
  void aUserWithoutOneDriveIsRefusedAndNothingIsStored() {
    String code = code(oauthUrl(""));
    microsoft.fault(Fault.status(ME, 1, 200, "{\"mySite\":null}"));

    Answer answer = failed(create(body(code)), 400);

    assertThat(answer.message()).contains("no OneDrive");
    assertThat(answer.json().path("providerMessage").asText()).isEqualTo("{\"mySite\":null}");
    failed(api.get("/instances", api.organization()), 404);
  }

  @Test
  void microsoftGraphIsChosenByTheConfiguration() {
    String scope = "offline_access User.Read Files.ReadWrite.All";
    ObjectNode body =
        body(
            code(
                oauthUrl("&scope=" + Api.encode(scope))
                    .replace(
                        "/oauth2/authorize?api-version=2.0",
                        "/oauth2/v2.0/authorize?prompt=consent")));
    configuration(body)
        .put("oauth.authorization.url", authorizationUrlOfV2())
        .put("oauth.token.url", login() + V2)
        .put("oauth.scope", scope)
        .put("base.url", graph() + "/v1.0/me/drive");

    JsonNode instance = succeeded(create(body)).json();

    assertThat(forms(V2, "resource")).containsExactly("");
    assertThat(microsoft.calls(V1)).isEmpty();
    assertWorks(instance, V2);
    assertThat(microsoft.calls(V1)).isEmpty();
    assertThat(microsoft.calls()).extracting(Call::path).noneMatch(path -> path.contains("_api"));
  }

  /** It lists, renews once what has expired, and is deleted without a word to Microsoft. */
  private void assertWorks(JsonNode instance, String tokenPath) {
    assertThat(names(instance)).containsExactly("brady#123.jpg");

    microsoft.expireAccessTokens();
    TestPlatform.sandbox().clearCalls();
    assertThat(names(instance)).containsExactly("brady#123.jpg");
    assertThat(names(instance)).containsExactly("brady#123.jpg");
    assertThat(forms(tokenPath, "grant_type")).containsExactly("refresh_token");

    int before = microsoft.calls().size();
    succeeded(api.delete(Api.path(instance), api.organization()));
    assertThat(microsoft.calls()).hasSize(before);
  }

  private List<String> names(JsonNode instance) {
    return succeeded(api.get("/hubs/documents/folders/contents?path=/", api.element(instance)))
        .json()
        .findValuesAsText("name");
  }

  private Answer create(JsonNode body) {
    return post(ELEMENTS + "/instances", body.toString(), "Authorization", api.organization());
  }

  private String oauthUrl(String further) {
    return api.oauthUrl("onedrivebusiness", Api.CALLBACK, further);
  }

  private static String code(String oauthUrl) {
    String code = Api.code(oauthUrl);
    TestPlatform.sandbox().clearCalls();
    return code;
  }

  private static ObjectNode body(String code) {
    return Api.instance("onedrivebusiness", code).put("name", "My OneDrive");
  }

  private static ObjectNode configuration(ObjectNode body) {
    return (ObjectNode) body.path("configuration");
  }

  private List<String> forms(String path, String parameter) {
    return microsoft.calls(path).stream()
        .map(call -> DropboxAccount.parameter(call, parameter))
        .toList();
  }

  private String login() {
    return endpoints.get("oauth.token.url").replaceFirst("/common.*", "");
  }

  private String authorizationUrlOfV2() {
    return login() + "/common/oauth2/v2.0/authorize";
  }

  private String graph() {
    return endpoints.get("onedrivebusiness.graph.url").replaceFirst("/v1.0$", "");
  }

  /** The address of SharePoint, as the sandbox's list of its faces has it. */
  private static String site() {
    return TestPlatform.sandbox().faces().stream()
        .filter(face -> face.name().equals("microsoft.sharepoint"))
        .map(face -> face.httpUrl().getAuthority())
        .findFirst()
        .orElseThrow();
  }
}
