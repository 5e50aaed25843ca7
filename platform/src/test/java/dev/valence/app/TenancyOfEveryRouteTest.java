package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.app.Api.Answer;
import dev.valence.identity.AnotherOrganization;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every route of the API's document, called by another organization with this one's ids wherever
 * the route has a place for one: it is told that there is no such thing (404, and 403 where the
 * contract has it), sees nothing and changes nothing. A route without such a place is named here,
 * so that none is left out unseen.
 */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
@Tag("database")
class TenancyOfEveryRouteTest extends RestTest {

  private static final String MARK = "only-ours";

  /** Where the contract records 403 for what is another organization's (core 3.13). */
  private static final Pattern FORBIDDEN = Pattern.compile("/(accounts|users)/\\{[^}]+}/roles.*");

  /** What is the same for every organization, so that its ids are nobody's. */
  private static final Pattern PUBLIC = Pattern.compile("/elements(/(keys|metadata))?|/hubs.*");

  /**
   * The routes in whose paths there is no place for an id of an organization's, and which need no
   * element token. A hub's key means the same to everybody, and to each organization its own.
   */
  private static final Set<String> WITHOUT_IDS =
      Set.of(
          "GET /accounts",
          "POST /accounts",
          "GET /accounts/instances",
          "GET /audit-logs",
          "GET /audit-logs/authentication",
          "GET /audit-logs/element-instances",
          "GET /audit-logs/elements",
          "POST /authentication",
          "GET /authentication/secrets",
          "POST /elements",
          "GET /elements",
          "POST /elements/convert",
          "GET /elements/keys",
          "GET /elements/metadata",
          "GET /elements/oauthProxies",
          "POST /elements/oauthProxies",
          "GET /hubs",
          "POST /hubs",
          "GET /hubs/keys",
          "GET /hubs/{key}",
          "DELETE /hubs/{key}",
          "GET /hubs/{key}/elements",
          "GET /instances",
          "POST /instances",
          "GET /instances/count",
          "PUT /organizations/me",
          "GET /organizations/me",
          "PUT /organizations/me/secret",
          "GET /organizations/users",
          "POST /organizations/users",
          "GET /users",
          "GET /users/me");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A route of the document. */
  private record Route(String method, String path, JsonNode operation) {

    boolean ofAnInstance() {
      return path.startsWith("/hubs/")
              && path.indexOf('/', "/hubs/".length()) > 0
              && !path.matches("/hubs/\\{[^}]+}.*|/hubs/keys")
          || path.equals("/instances") && !method.equals("GET") && !method.equals("POST")
          || path.matches("/instances/(configuration|enabled|trace-logging|docs)(/.*)?");
    }

    boolean namesSomething() {
      return path.contains("{") && !PUBLIC.matcher(path).matches();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @Inject Database database;
  @Inject Vault vault;

  private OrganizationDigest ours;
  private JsonNode instance;
  private long accountId;
  private JsonNode user;
  private String proxyId;
  private String proxyName;
  private String elementId;
  private String resourceId;

  @BeforeEach
  void connect() {
    disconnectAll();
    instance = api.connectDropbox(TestPlatform.sandbox());
    succeeded(
        api.call("PATCH", Api.path(instance), api.organization(), "{\"name\":\"" + MARK + "\"}"));
    String unique = MARK + UUID.randomUUID();
    accountId = made("/accounts", "{\"externalId\":\"" + unique + "\"}").path("id").asLong();
    user =
        made(
            "/accounts/" + accountId + "/users",
            "{\"email\":\"%s@example.com\",\"firstName\":\"%s\",\"lastName\":\"x\",\"password\":\"long enough, 1\"}"
                .formatted(unique, MARK));
    elementId =
        made(
                "/elements",
                ("{\"name\":\"%s\",\"key\":\"%s\",\"description\":\"%s\","
                        + "\"authentication\":{\"type\":\"oauth2\"}}")
                    .formatted(MARK, unique, MARK))
            .path("id")
            .asText();
    resourceId =
        made(
                "/elements/" + elementId + "/resources",
                "{\"path\":\"/things\",\"method\":\"GET\",\"type\":\"api\",\"vendorPath\":\"/t\","
                    + "\"vendorMethod\":\"GET\"}")
            .path("id")
            .asText();
    proxyName = unique;
    proxyId = made("/elements/oauthProxies", "{\"name\":\"" + unique + "\"}").path("id").asText();
    ours = new OrganizationDigest(database);
  }

  @Test
  void anotherOrganizationFindsNothingAndChangesNothing() {
    List<Route> routes = routes();
    Map<String, String> before = ours.digest();
    long callsBefore = callsForUs();
    List<String> faults = new ArrayList<>();

    for (Route route : routes) {
      Answer answer = callAsStranger(route);
      String body = answer.response().body();
      if (body.contains(MARK) || body.contains(instance.path("token").asText())) {
        faults.add(route + " shows what is ours: " + body);
      }
      if (answer.status() >= 500) {
        faults.add(route + " fails: " + answer.status() + " " + body);
      }
      if (route.ofAnInstance()) {
        expect(route, answer, 401, faults);
      } else if (route.namesSomething()) {
        expect(route, answer, FORBIDDEN.matcher(route.path()).matches() ? 403 : 404, faults);
      }
    }

    assertThat(faults).isEmpty();
    assertThat(
            routes.stream()
                .filter(route -> !route.ofAnInstance() && !route.namesSomething())
                .map(Route::toString))
        .containsExactlyInAnyOrderElementsOf(WITHOUT_IDS);
    assertThat(ours.digest()).isEqualTo(before);
    assertThat(callsForUs()).isEqualTo(callsBefore);
    succeeded(api.get("/hubs/documents/ping", api.element(instance)));
  }

  /** What is the other organization's own does not lead to what is this one's. */
  @Test
  void nothingOfOursIsReachedByWayOfWhatIsTheirs() {
    Map<String, String> before = ours.digest();
    List<String> faults = new ArrayList<>();
    int called = 0;
    for (Route route : routes()) {
      boolean nested =
          route.path().matches("/(accounts|elements)/\\{[^}]+}/.*\\{.*")
              && !FORBIDDEN.matcher(route.path()).matches();
      if (nested) {
        called++;
        Stranger stranger = stranger();
        String path =
            route
                .path()
                .replaceFirst("^/accounts/\\{[^}]+}", "/accounts/" + stranger.accountId())
                .replaceFirst(
                    "^/elements/\\{[^}]+}/instances/\\{[^}]+}",
                    "/elements/dropbox" + Api.path(instance))
                .replaceFirst("^/elements/\\{[^}]+}", "/elements/" + stranger.elementId())
                .replaceFirst("/users/\\{[^}]+}", "/users/" + user.path("id").asLong())
                .replaceFirst("/accounts/\\{accountId}$", "/accounts/" + accountId)
                .replaceAll("\\{[^}]+}", resourceId);
        Answer answer = api.call(route.method(), path, stranger.credentials(), body(route));
        expect(route, answer, 404, faults);
        if (answer.response().body().contains(MARK)) {
          faults.add(route + " shows what is ours: " + answer.response().body());
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(called).isGreaterThan(30);
    assertThat(ours.digest()).isEqualTo(before);
  }

  /** An id of ours in a query or in a body is an unknown one. */
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /instances                                          | {"name":"x","element":{"id":ELEMENT},"configuration":{}}      | 404
          POST | /instances                                          | {"name":"x","element":{"key":"PROXY"},"configuration":{}}     | 404
          POST | /elements/dropbox/instances                         | {"name":"x","providerData":{"code":"c"},"oauthProxy":{"isOauthProxy":true,"oauthProxyName":"PROXY"}} | 404
          GET  | /elements/dropbox/oauth/url?isOauthProxy=true&oauthProxyName=PROXY&state=https%3A%2F%2Fa.example |                                    | 404
          POST | /elements/dropbox/oauth/url                         | {"isOauthProxy":true,"oauthProxyName":"PROXY","state":"https://a.example"}        | 404
          GET  | /instances?tags%5B%5D=only-ours                     |                                                               | 404
          GET  | /instances?searchText=only-ours                     |                                                               | 404
          GET  | /accounts?where=id%3DACCOUNT                        |                                                               | 404
          GET  | /accounts?where=externalId%3D'PROXY'                |                                                               | 404
          GET  | /users?where=id%3DUSER                              |                                                               | 404
          GET  | /users?where=email%3D'PROXY%40example.com'          |                                                               | 404
          GET  | /audit-logs?user=USER                               |                                                               | 404
          GET  | /audit-logs?user=PROXY%40example.com                |                                                               | 404
          GET  | /audit-logs/authentication?user=USER                |                                                               | 404
          """)
  void noIdInAQueryOrInABodyIsKnown(String method, String path, String body, int status) {
    Map<String, String> before = ours.digest();
    Answer answer =
        api.call(method, named(path), stranger().credentials(), body == null ? "" : named(body));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.response().body()).doesNotContain("\"firstName\"", "\"token\"");
    assertThat(ours.digest()).isEqualTo(before);
  }

  private String named(String text) {
    return text.replace("ELEMENT", elementId)
        .replace("PROXY", proxyName)
        .replace("ACCOUNT", String.valueOf(accountId))
        .replace("USER", user.path("id").asText());
  }

  /** Somebody of another organization, who has an element and an account of their own. */
  private record Stranger(String credentials, long accountId, String elementId) {}

  private Stranger stranger() {
    String credentials = strangersCredentials();
    String key = "theirs" + UUID.randomUUID();
    String element =
        succeeded(
                api.call(
                    "POST",
                    "/elements",
                    credentials,
                    "{\"name\":\"x\",\"key\":\"%s\",\"description\":\"x\",\"authentication\":{\"type\":\"oauth2\"}}"
                        .formatted(key)))
            .json()
            .path("id")
            .asText();
    JsonNode account =
        succeeded(api.call("POST", "/accounts", credentials, "{\"externalId\":\"" + key + "\"}"))
            .json();
    return new Stranger(credentials, account.path("id").asLong(), element);
  }

  private String strangersCredentials() {
    String userSecret = "user-" + UUID.randomUUID();
    String organizationSecret = "organization-" + UUID.randomUUID();
    AnotherOrganization.add(
        database,
        vault,
        UUID.randomUUID() + "@example.org",
        Secret.of(userSecret),
        Secret.of(organizationSecret));
    return "User " + userSecret + ", Organization " + organizationSecret;
  }

  /** The provider's calls, but for those in which strangers try a code of their own. */
  private static long callsForUs() {
    return TestPlatform.sandbox().calls(null, null).stream()
        .filter(call -> !call.path().equals("/oauth2/token"))
        .count();
  }

  private static void expect(Route route, Answer answer, int status, List<String> faults) {
    if (answer.status() != status) {
      faults.add(
          route
              + " answers "
              + answer.status()
              + " and not "
              + status
              + ": "
              + answer.response().body());
    }
  }

  /** Each route is called by an organization of its own, since some change the caller itself. */
  private Answer callAsStranger(Route route) {
    String credentials = strangersCredentials();
    String authorization =
        route.ofAnInstance()
            ? credentials.replaceFirst(
                "Organization .*", "Element " + instance.path("token").asText())
            : credentials;
    return api.call(route.method(), path(route), authorization, body(route));
  }

  private String path(Route route) {
    String path =
        route
            .path()
            .replaceFirst("^/elements/oauthProxies/\\{[^}]+}", "/elements/oauthProxies/" + proxyId)
            .replaceFirst("^/elements/\\{[^}]+}", "/elements/" + elementId)
            .replaceFirst("^/audit-logs/elements/\\{[^}]+}", "/audit-logs/elements/" + elementId)
            .replaceFirst("-instances/\\{id}", "-instances/" + instance.path("id").asLong())
            .replaceFirst("/instances/\\{id}", Api.path(instance))
            .replace("/configuration/{configId}", "/configuration/filter.response.nulls")
            .replaceFirst("^/accounts/\\{[^}]+}", "/accounts/" + accountId)
            .replaceFirst("/users/\\{[^}]+}", "/users/" + user.path("id").asLong())
            .replaceFirst("/roles/\\{[^}]+}", "/roles/admin")
            .replaceFirst("^/hubs/\\{[^}]+}", "/hubs/documents")
            .replaceAll("\\{[^}]+}", "x");
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : route.operation().path("parameters")) {
      if (parameter.path("in").asText().equals("query") && parameter.path("required").asBoolean()) {
        String value = parameter.path("name").asText().equals("path") ? "/" : "https://a.example";
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(Api.encode(parameter.path("name").asText()))
            .append('=')
            .append(Api.encode(value));
      }
    }
    return path + query;
  }

  private static String body(Route route) {
    JsonNode content = route.operation().path("requestBody").path("content");
    JsonNode json = content.path("application/json");
    return content.isMissingNode() ? "" : json.path("example").toString();
  }

  private JsonNode made(String path, String body) {
    return succeeded(api.call("POST", path, api.organization(), body)).json();
  }

  private List<Route> routes() {
    JsonNode paths;
    try {
      paths = JSON.readTree(get("/elements/api-docs").response().body()).path("paths");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Route> routes = new ArrayList<>();
    paths
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(method -> method.getKey().matches("get|put|post|patch|delete"))
                .forEach(method ->
                    routes.add(
                        new Route(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().substring(ELEMENTS.length()),
                            method.getValue()))));
    return routes;
  }
}
