package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.Fault;
import dev.valence.store.TestDatabase;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens, no secret of a flow stands in the log, in the database, in the metrics, in what
 * a caller is told who did not ask for that very secret, or in a URL at a provider. The server runs
 * with the proxies of an environment, which it has to ignore.
 *
 * <p>The database is read as its backup has it: with {@code pg_dump} where the tests run on a
 * PostgreSQL with its own programs, otherwise table by table.
 */
@Tag("database")
class SecretsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String EMAIL = "ada@example.com";

  @TempDir Path directory;

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final StringBuilder told = new StringBuilder();

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "DEBUG"})
  void noSecretIsInTheLogOrInTheDatabase(String level) throws Exception {
    String password = secret("the administrator's password");
    String metrics;
    try (Nodes nodes = new Nodes(directory);
        TestVendor vendor = new TestVendor()) {
      try (ServerProcess server =
          nodes.start("server", environment(password, vendor), "--log-level", level)) {
        walkThroughEverything(nodes, nodes.api(server), password);
        String talked = secret("a secret that hooks say");
        new TalkativeElement(nodes.api(server), vendor)
            .walk(talked)
            .forEach(each -> told.append(each).append('\n'));
        metrics =
            Api.send(HttpRequest.newBuilder(server.url().resolve("/metrics")).build())
                .response()
                .body();
      }
      secrets.put("the master key", Files.readString(directory.resolve("master.key")).strip());
      Map<String, String> places = new LinkedHashMap<>();
      places.put("log", Files.readString(nodes.log("server")));
      places.put("database", dump(nodes.database()));
      places.put("metrics", metrics);
      places.put("answers", told.toString());
      places.put("URLs at the provider", urls(nodes));
      if (!nodes.database().password().equals(nodes.database().user())) {
        secrets.put("the database's password", nodes.database().password());
      }

      assertThat(places.get("log")).contains("needs the user's consent again");
      assertThat(places.get("log").contains(" DEBUG ")).isEqualTo(level.equals("DEBUG"));
      assertThat(places.get("database"))
          .contains("My Dropbox", "oauth.user.refresh_token", "needs_consent", "echo of");
      assertThat(places.get("metrics")).contains("jvm_memory");
      assertThat(places.get("answers")).contains("********", " hook of ");
      assertThat(places.get("URLs at the provider")).contains("/oauth2/token");
      assertThat(secrets).hasSizeGreaterThan(15);
      assertThat(found(places)).isEmpty();
    }
  }

  private static Map<String, String> environment(String password, TestVendor vendor) {
    Map<String, String> environment = new HashMap<>();
    environment.put("VALENCE_ADMIN_EMAIL", EMAIL);
    environment.put("VALENCE_ADMIN_PASSWORD", password);
    environment.put("VALENCE_ALLOWED_ADDRESSES", vendor.hostAndPort());
    for (String proxy : List.of("http_proxy", "https_proxy", "all_proxy")) {
      environment.put(proxy, "http://127.0.0.1:1");
      environment.put(proxy.toUpperCase(Locale.ROOT), "http://127.0.0.1:1");
    }
    return environment;
  }

  /** The provider is asked for consent by a browser, whose URLs have what the protocol demands. */
  private static String urls(Nodes nodes) {
    StringBuilder urls = new StringBuilder();
    for (Call call : nodes.sandbox().calls(null, null)) {
      if (!call.path().endsWith("/authorize")) {
        urls.append(call.host()).append(call.path()).append('?').append(call.query()).append('\n');
      }
    }
    return urls.toString();
  }

  private void walkThroughEverything(Nodes nodes, Api api, String password) {
    DropboxAccount dropbox = new DropboxAccount(nodes.sandbox());
    String key = secret("the API key");
    String apiSecret = secret("the API secret");
    dropbox.face().registerApp(key, apiSecret, List.of(Api.CALLBACK));
    dropbox.rotate(true);
    secrets.put("the user secret", api.userSecret());
    secrets.put("the organization secret", api.organizationSecret());
    signIn(api, password);
    makeUsers(api);

    String code = consent(api, nodes, key, apiSecret);
    secrets.put("the code", code);
    JsonNode instance =
        api.post("/instances", api.organization(), body(key, apiSecret, code)).json();
    secrets.put("the element token", instance.path("token").asText());
    expect(200, DropboxAccount.call(api, instance));
    dropbox.face().expireAccessTokens();
    expect(200, DropboxAccount.call(api, instance));
    expect(200, DropboxAccount.call(api, instance));
    expect(
        200,
        api.upload(
            "/files?path=/a.txt", api.element(secrets.get("the element token")), new byte[9]));
    keepTokens(dropbox);
    failuresOfCalls(api, dropbox, instance);
    failuresOfCodes(api, dropbox, key, apiSecret, code);

    String second = consent(api, nodes, key, apiSecret);
    secrets.put("the second code", second);
    JsonNode deleted =
        api.post("/instances", api.organization(), body(key, apiSecret, second)).json();
    secrets.put("the deleted element token", deleted.path("token").asText());
    expect(200, DropboxAccount.call(api, deleted));
    dropbox.face().fault(Fault.status("/2/auth/token/revoke", 1, 500, "{}"));
    expect(200, api.delete(Api.path(deleted), api.organization()));
    expect(401, DropboxAccount.call(api, deleted));
    keepTokens(dropbox);
    failuresOfRenewals(api, dropbox, instance);
    keepTokens(dropbox);
  }

  private void signIn(Api api, String password) {
    ObjectNode right = JSON.createObjectNode().put("username", EMAIL).put("password", password);
    Api.Answer answer = api.post("/authentication", "", right);
    secrets.put("the token of a signed-in user", answer.json().path("token").asText());
    String wrong = secret("a wrong password");
    expect(401, api.post("/authentication", "", right.deepCopy().put("password", wrong)));
    String unknown = secret("an unknown credential");
    expect(401, api.get("/instances", "User " + unknown + ", Organization " + unknown));
    expect(401, api.get("/instances", "Basic " + unknown));
    expect(401, api.get("/storage", "User " + api.userSecret() + ", Element " + unknown));
    for (String body :
        List.of(
            "{\"providerData\": {\"code\": \"" + unknown + "\"",
            "{\"configuration\": \"" + unknown + "\"}")) {
      expect(
          400,
          api.call(
              "POST",
              "/instances",
              api.organization(),
              "application/json",
              BodyPublishers.ofString(body)));
    }
  }

  private void makeUsers(Api api) {
    People people = new People(api);
    secrets.put("the password of a user", People.PASSWORD);
    long account = people.account().path("id").asLong();
    People.Person person = people.user(account);
    secrets.put("the secret of a user", person.secret());
    String renewed =
        people.send("PUT", "/users/" + person.id() + "/secret", "").json().path("secret").asText();
    secrets.put("the new secret of a user", renewed);
    expect(401, api.get("/users/me", person.credentials()));
    expect(
        409, people.send("POST", "/accounts/" + account + "/users", People.body(person.email())));
    expect(400, people.send("POST", "/accounts/" + account + "/users", People.body("nobody")));
    expect(200, people.send("PATCH", "/users/" + person.id(), People.body(People.email())));
    expect(200, people.delete("/users/" + person.id()));
  }

  private void failuresOfCalls(Api api, DropboxAccount dropbox, JsonNode instance) {
    for (int status : new int[] {400, 403, 409, 500, 503}) {
      dropbox
          .face()
          .fault(
              Fault.status(DropboxAccount.SPACE, 1, status, "echo of " + last("an access token")));
      told.append(DropboxAccount.call(api, instance).response().body()).append('\n');
    }
    dropbox.face().fault(Fault.cut(DropboxAccount.SPACE));
    DropboxAccount.call(api, instance);
  }

  private void failuresOfCodes(
      Api api, DropboxAccount dropbox, String key, String apiSecret, String used) {
    expect(400, api.post("/instances", api.organization(), body(key, apiSecret, used)));
    for (int status : new int[] {400, 401, 404, 500, 200}) {
      String wrong = secret("a code that was answered with " + status);
      dropbox
          .face()
          .fault(
              Fault.status(
                  DropboxAccount.TOKEN, 1, status, "echo of " + wrong + " and of " + apiSecret));
      expect(
          status == 400 || status == 401 ? 400 : 502,
          api.post("/instances", api.organization(), body(key, apiSecret, wrong)));
    }
    String wrong = secret("a wrong code");
    expect(400, api.post("/instances", api.organization(), body(key, apiSecret, wrong)));
    String unnamed = secret("a code without a name");
    ObjectNode without = body(key, apiSecret, unnamed);
    without.remove("name");
    expect(400, api.post("/instances", api.organization(), without));
  }

  private void failuresOfRenewals(Api api, DropboxAccount dropbox, JsonNode instance) {
    dropbox.face().expireAccessTokens();
    dropbox.face().fault(Fault.status(DropboxAccount.TOKEN, 1, 503, "down"));
    expect(502, DropboxAccount.call(api, instance));
    String sent = DropboxAccount.parameter(dropbox.tokenCalls().getLast(), "refresh_token");
    String echo =
        "{\"error\":\"invalid_grant\",\"error_description\":\"echo of %s and of %s\"}"
            .formatted(sent, secrets.get("the API secret"));
    for (int status : new int[] {500, 400}) {
      dropbox.face().fault(Fault.status(DropboxAccount.TOKEN, 1, status, echo));
      expect(status == 400 ? 401 : 502, DropboxAccount.call(api, instance));
    }
    expect(401, DropboxAccount.call(api, instance));
    expect(200, api.get("/instances", api.organization()));
  }

  private String consent(Api api, Nodes nodes, String key, String apiSecret) {
    nodes.sandbox().face("dropbox").consentAutomatically();
    String url =
        api.get(
                "/elements/dropbox/oauth/url?apiKey=%s&apiSecret=%s&callbackUrl=%s"
                    .formatted(key, apiSecret, Api.encode(Api.CALLBACK)),
                "")
            .json()
            .path("oauthUrl")
            .asText();
    String redirect = Api.send(HttpRequest.newBuilder(URI.create(url)).build()).header("Location");
    return redirect.replaceFirst(".*[?&]code=([^&]+).*", "$1");
  }

  private static ObjectNode body(String key, String apiSecret, String code) {
    ObjectNode body = Api.dropboxInstance(code);
    body.withObject("/configuration").put("oauth.api.key", key).put("oauth.api.secret", apiSecret);
    return body;
  }

  /** Keeps the tokens that Dropbox has been sent, which are those that it has issued. */
  private void keepTokens(DropboxAccount dropbox) {
    for (Call call : dropbox.face().calls()) {
      String signature = call.headers().getOrDefault("authorization", "");
      if (signature.startsWith("Bearer ")) {
        keep("an access token", signature.substring("Bearer ".length()));
      }
      String refresh = DropboxAccount.parameter(call, "refresh_token");
      if (!refresh.isEmpty()) {
        keep("a refresh token", refresh);
      }
    }
  }

  private void keep(String kind, String value) {
    if (!secrets.containsValue(value)) {
      secrets.put(kind + " " + secrets.size(), value);
    }
  }

  /** The newest one, which a provider is sent and so can repeat. */
  private String last(String kind) {
    List<String> values = new ArrayList<>();
    secrets.forEach((name, value) -> {
      if (name.startsWith(kind)) {
        values.add(value);
      }
    });
    assertThat(values).as(kind).isNotEmpty();
    return values.getLast();
  }

  private String secret(String name) {
    String value = "canary/" + UUID.randomUUID();
    secrets.put(name, value);
    return value;
  }

  /** No failure has a reason to show a secret. */
  private void expect(int status, Api.Answer answer) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    if (status >= 400) {
      told.append(answer.response().body()).append(answer.response().headers().map()).append('\n');
    }
  }

  private Set<String> found(Map<String, String> places) {
    Set<String> found = new TreeSet<>();
    secrets.forEach((name, secret) ->
        places.forEach((place, text) -> {
          for (String spelling : spellings(secret)) {
            int at = text.indexOf(spelling);
            if (at >= 0) {
              found.add(
                  name
                      + " is in the "
                      + place
                      + ": "
                      + text.substring(Math.max(0, at - 120), Math.min(text.length(), at + 20)));
            }
          }
        }));
    return found;
  }

  /** A secret as it is, in a URL, in hexadecimal digits as bytea is shown, and within base64. */
  private static Set<String> spellings(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(secret);
    spellings.add(Api.encode(secret));
    spellings.add(HexFormat.of().formatHex(bytes));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      // What stands at either end depends on the neighbours.
      int whole = shifted.length / 3 * 4;
      int begin = before == 0 ? 0 : 4;
      spellings.add(Base64.getEncoder().encodeToString(shifted).substring(begin, whole));
      spellings.add(Base64.getUrlEncoder().encodeToString(shifted).substring(begin, whole));
    }
    return spellings;
  }

  private static String dump(TestDatabase database) throws Exception {
    String program = System.getenv("VALENCE_TEST_PG_DUMP");
    boolean external = !System.getProperty(TestDatabase.SERVER, "").isEmpty();
    return external && program != null ? pgDump(program, database) : tables(database);
  }

  private static String pgDump(String program, TestDatabase database) throws Exception {
    ProcessBuilder dump =
        new ProcessBuilder(
                program,
                "--username=" + database.user(),
                database.url().substring("jdbc:".length()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    dump.environment().put("PGPASSWORD", database.password());
    Process process = dump.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("pg_dump's status").isZero();
    assertThat(text).contains("PostgreSQL database dump complete");
    return text;
  }

  private static String tables(TestDatabase database) throws Exception {
    StringBuilder text = new StringBuilder();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet rows =
            statement.executeQuery("select t::text from public.\"" + table + "\" t")) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return text.toString();
  }
}
