package dev.valence.connectors.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.connectors.ConnectorRegistry;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Credential;
import dev.valence.engine.Engine;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.Configuration;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Signer;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.FaceOptions;
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

/** A running Microsoft with one connected, empty OneDrive, and the engine that calls it. */
final class ConnectedMicrosoft implements AutoCloseable, ConnectedInstance, Credential {

  static final String CALLBACK = "https://app.example.com/callback";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Egress egress =
      new Egress(EgressSettings.of("test").withResponseTimeout(Duration.ofSeconds(5)));
  private final Engine engine;
  private final Element element;
  private Map<String, String> configuration = Map.of();
  private Secret accessToken = Secret.of("");
  private String refreshToken = "";
  private int renewals;

  ConnectedMicrosoft() throws IOException {
    sandbox = Sandbox.start();
    element = element(sandbox.client().elements().get("onedrivebusiness").hosts());
    DocumentsContract contract = new DocumentsContract();
    engine =
        new Engine(
            new ConnectorRegistry(List.of(new MicrosoftConnector()), contract),
            contract,
            egress,
            new OAuth1Signer());
  }

  /** The URL of the user in a dialect. */
  String account(Dialect dialect) {
    return switch (dialect) {
      case GRAPH -> sandbox.face("microsoft.graph").httpUrl() + "/v1.0/me";
      case DIRECT -> sandbox.face("microsoft.sharepoint").httpUrl() + "/_api/v2.0/me";
    };
  }

  /** Back to an empty drive that has just been connected. */
  HubCaller connected(Dialect dialect) {
    return connected(account(dialect));
  }

  /** Back to an empty drive that has just been connected with a base URL. */
  HubCaller connected(String baseUrl) {
    sandbox.client().reset();
    SandboxClient.Element overlay = sandbox.client().elements().get("onedrivebusiness");
    configuration = new HashMap<>(overlay.configuration());
    configuration.put("oauth.callback.url", CALLBACK);
    configuration.put("base.url", baseUrl);
    connect();
    return new HubCaller(call -> engine.call(this, call));
  }

  /** What the connector finds out of an account whose site is not known. */
  Map<String, String> discovered() {
    return engine.provision(this);
  }

  FaceClient microsoft() {
    return sandbox.client().face("microsoft");
  }

  void store(String path, byte[] content) {
    User user = microsoft().users().getFirst();
    microsoft().putFile(user, path, content);
  }

  void configure(String key, String value) {
    configuration.put(key, value);
  }

  /** From now on pages are followed by empty ones. */
  void emptyPages() {
    FaceOptions now = microsoft().options();
    microsoft()
        .options(
            new FaceOptions(
                now.accessTokenLifetimeSeconds(), now.rotateRefreshTokens(), true, now.variants()));
  }

  int renewals() {
    return renewals;
  }

  /** The calls of the drive since the account was connected, in order. */
  List<Call> calls() {
    return microsoft().calls().stream().filter(call -> !call.path().endsWith("/token")).toList();
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
    microsoft().consentAutomatically();
    String query =
        form(Map.of("client_id", "app", "redirect_uri", CALLBACK, "response_type", "code"));
    URI authorize = URI.create(configuration.get("oauth.authorization.url") + "&" + query);
    String location =
        exchange(HttpRequest.newBuilder(authorize).build()).headers().firstValue("Location").get();
    String code = location.replaceAll(".*[?&]code=([^&]*).*", "$1");
    take(token(Map.of("grant_type", "authorization_code", "code", code)));
    sandbox.client().clearCalls();
  }

  private void take(JsonNode tokens) {
    accessToken = Secret.of(tokens.required("access_token").asText());
    refreshToken = tokens.required("refresh_token").asText();
  }

  private JsonNode token(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.putAll(engine.tokenParameters(element, Configuration.of(element, this::configuration)));
    all.put("client_id", "app");
    all.put("client_secret", "secret");
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

  /** With the place of the site's address, as the true element has it. */
  static Element element(List<String> hosts) {
    return JSON.convertValue(
        Map.of(
            "key", "onedrivebusiness",
            "authentication", Map.of("type", "oauth2"),
            "name", "OneDrive",
            "hub", "documents",
            "connector", "microsoft",
            "hosts", hosts,
            "parameters",
                List.of(
                    Map.of(
                        "name", "onedrivebusiness.site.address",
                        "type", "configuration",
                        "vendorName", "siteAddress",
                        "vendorType", "path"))),
        Element.class);
  }
}
