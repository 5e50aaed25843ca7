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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every route of the API's document, called by another organization with this one's ids: it is told
 * that there is no such thing (404, and 403 where the contract has it), sees nothing and changes
 * nothing.
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

  private JsonNode instance;
  private long accountId;
  private JsonNode user;
  private String proxyId;
  private String elementId;

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
    proxyId = made("/elements/oauthProxies", "{\"name\":\"" + unique + "\"}").path("id").asText();
  }

  @Test
  void anotherOrganizationFindsNothingAndChangesNothing() {
    List<Route> routes = routes();
    String before = everything();
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
    assertThat(routes.stream().filter(Route::namesSomething)).hasSizeGreaterThan(20);
    assertThat(routes.stream().filter(Route::ofAnInstance)).hasSizeGreaterThan(20);
    assertThat(everything()).isEqualTo(before);
    assertThat(callsForUs()).isEqualTo(callsBefore);
    succeeded(api.get("/hubs/documents/ping", api.element(instance)));
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
    String userSecret = "user-" + UUID.randomUUID();
    String organizationSecret = "organization-" + UUID.randomUUID();
    AnotherOrganization.add(
        database,
        vault,
        UUID.randomUUID() + "@example.org",
        Secret.of(userSecret),
        Secret.of(organizationSecret));
    String authorization =
        route.ofAnInstance()
            ? "User " + userSecret + ", Element " + instance.path("token").asText()
            : "User " + userSecret + ", Organization " + organizationSecret;
    return api.call(route.method(), path(route), authorization, body(route));
  }

  private String path(Route route) {
    String path =
        route
            .path()
            .replaceFirst("^/elements/oauthProxies/\\{[^}]+}", "/elements/oauthProxies/" + proxyId)
            .replaceFirst("^/elements/\\{[^}]+}", "/elements/" + elementId)
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

  /** Everything that this organization sees of itself. */
  private String everything() {
    Map<String, JsonNode> seen = new LinkedHashMap<>();
    for (String path :
        List.of(
            "/instances",
            "/instances/count",
            "/accounts",
            "/accounts/" + accountId + "/users",
            "/users",
            "/organizations/me",
            "/elements?where=private%3Dtrue",
            "/elements/" + elementId + "/versions",
            "/elements/" + elementId + "/accounts",
            "/elements/oauthProxies")) {
      seen.put(path, succeeded(api.get(path, api.organization())).json());
    }
    return seen.toString();
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
