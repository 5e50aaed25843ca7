package dev.valence.connectors.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.connectors.ConnectorRegistry;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Credential;
import dev.valence.engine.Engine;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubCall;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Signer;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running Dropbox with one connected, empty account, and the engine that calls it. */
final class ConnectedDropbox implements AutoCloseable, ConnectedInstance, Credential {

  /** Small, so that tests cross the borders of uploads with few bytes. */
  static final int LARGEST_IN_MEMORY = 1000;

  static final int LARGEST_PIECE = 700;

  private static final String CALLBACK = "https://app.example.com/callback";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Egress egress =
      new Egress(EgressSettings.of("test").withResponseTimeout(Duration.ofSeconds(5)));
  private final Engine engine;
  private final Map<String, String> configuration;
  private final Element element;
  private Secret accessToken = Secret.of("");
  private String refreshToken = "";
  private int renewals;

  ConnectedDropbox() throws IOException {
    sandbox = Sandbox.start();
    SandboxClient.Element overlay = sandbox.client().elements().get("dropbox");
    configuration = new HashMap<>(overlay.configuration());
    element = element(overlay.hosts());
    DocumentsContract contract = new DocumentsContract();
    engine =
        new Engine(
            new ConnectorRegistry(
                List.of(new DropboxConnector(LARGEST_IN_MEMORY, LARGEST_PIECE)), contract),
            contract,
            egress,
            new OAuth1Signer());
    connect();
  }

  /** Back to an empty account that has just been connected. */
  HubCaller emptied() {
    sandbox.client().reset();
    connect();
    return caller();
  }

  HubCaller caller() {
    return new HubCaller(this::call);
  }

  HubAnswer call(HubCall call) {
    return engine.call(this, call);
  }

  FaceClient dropbox() {
    return sandbox.client().face("dropbox");
  }

  User user() {
    return dropbox().users().getFirst();
  }

  void configure(String key, String value) {
    configuration.put(key, value);
  }

  int renewals() {
    return renewals;
  }

  /** The paths of the calls to the API since the account was connected, in order. */
  List<String> calledPaths() {
    return dropbox().calls().stream()
        .map(call -> call.path())
        .filter(path -> path.startsWith("/2/"))
        .toList();
  }

  @Override
  public Element element() {
    return element;
  }

  @Override
  public long instanceId() {
    return 1;
  }

  @Override
  public Optional<String> configuration(String key) {
    return Optional.ofNullable(configuration.get(key));
  }

  @Override
  public Credential credential() {
    return this;
  }

  @Override
  public Secret accessToken() {
    return accessToken;
  }

  @Override
  public void worked(Secret accepted) {
    assertThat(accepted).isEqualTo(accessToken);
  }

  @Override
  public Secret renewed(Secret refused) {
    renewals++;
    take(token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)));
    return accessToken;
  }

  @Override
  public void close() throws IOException {
    egress.close();
    http.close();
    sandbox.close();
  }

  private void connect() {
    renewals = 0;
    dropbox().consentAutomatically();
    String query =
        form(
            Map.of(
                "client_id", "app-key",
                "redirect_uri", CALLBACK,
                "response_type", "code",
                "token_access_type", "offline"));
    URI authorize = URI.create(configuration.get("oauth.authorization.url") + "?" + query);
    String location =
        exchange(HttpRequest.newBuilder(authorize).build()).headers().firstValue("Location").get();
    String code = location.replaceAll(".*[?&]code=([^&]*).*", "$1");
    take(token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK)));
    sandbox.client().clearCalls();
  }

  private void take(JsonNode tokens) {
    accessToken = Secret.of(tokens.required("access_token").asText());
    if (tokens.has("refresh_token")) {
      refreshToken = tokens.path("refresh_token").asText();
    }
  }

  private JsonNode token(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("client_id", "app-key");
    all.put("client_secret", "app-secret");
    try {
      return JSON.readTree(
          exchange(
                  HttpRequest.newBuilder(URI.create(configuration.get("oauth.token.url")))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(BodyPublishers.ofString(form(all)))
                      .build())
              .body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + HubCaller.segment(entry.getValue()))
        .reduce((some, more) -> some + "&" + more)
        .orElseThrow();
  }

  private static Element element(List<String> hosts) throws IOException {
    return JSON.convertValue(
        Map.of(
            "key", "dropbox",
            "authentication", Map.of("type", "oauth2"),
            "name", "Dropbox",
            "hub", "documents",
            "connector", "dropbox",
            "hosts", hosts),
        Element.class);
  }
}
