package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A running Salesforce with one connected account of an element, as its definition has it, and the
 * engine that calls it.
 */
final class ConnectedSalesforce implements AutoCloseable, ConnectedInstance, Credential {

  static final String BASE = "/services/data/v66.0";

  private static final String CALLBACK = "https://app.example.com/callback";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Egress egress =
      new Egress(EgressSettings.of("test").withResponseTimeout(Duration.ofSeconds(5)));
  private final Engine engine;
  private final Element element;
  private final Map<String, String> own = new HashMap<>();
  private final Configuration configuration;
  private Secret accessToken = Secret.of("");
  private String refreshToken = "";
  private int renewals;

  ConnectedSalesforce(String key) throws IOException {
    sandbox = Sandbox.start();
    element = element(key, sandbox.client().elements().get(key));
    configuration = Configuration.of(element, entry -> Optional.ofNullable(own.get(entry)));
    DocumentsContract documents = new DocumentsContract();
    engine =
        new Engine(
            new ConnectorRegistry(
                List.of(new SalesforceConnector(), new SalesforceFilesConnector()), documents),
            documents,
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
    return new HubCaller(call -> engine.call(this, call));
  }

  FaceClient salesforce() {
    return sandbox.client().face("salesforce");
  }

  SandboxClient sandbox() {
    return sandbox.client();
  }

  User user() {
    return salesforce().users().getFirst();
  }

  /** Stores a record and gives its id. */
  String store(String type, Map<String, ?> fields) {
    return salesforce().createRecord(user(), type, fields).path("Id").asText();
  }

  void configure(String key, String value) {
    own.put(key, value);
  }

  int renewals() {
    return renewals;
  }

  /** What the API was asked for since the account was connected, below the version. */
  List<String> requests() {
    return salesforce().calls().stream()
        .filter(call -> call.path().startsWith(BASE))
        .map(ConnectedSalesforce::request)
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
    return configuration.find(key);
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

  private static String request(Call call) {
    String path = call.path().substring(BASE.length());
    return call.query() == null || call.query().isEmpty() ? path : path + "?" + call.query();
  }

  private void connect() {
    renewals = 0;
    own.remove("filter.response.nulls");
    salesforce().consentAutomatically();
    String query =
        form(
            Map.of(
                "client_id", "app-key",
                "redirect_uri", CALLBACK,
                "response_type", "code",
                "scope", "full refresh_token"));
    URI authorize =
        URI.create(configuration("oauth.authorization.url").orElseThrow() + "?" + query);
    String location =
        exchange(HttpRequest.newBuilder(authorize).build()).headers().firstValue("Location").get();
    String code = location.replaceAll(".*[?&]code=([^&]*).*", "$1");
    code = URLDecoder.decode(code, StandardCharsets.UTF_8);
    take(token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK)));
    sandbox.client().clearCalls();
  }

  private void take(JsonNode tokens) {
    accessToken = Secret.of(tokens.required("access_token").asText());
    own.put("instance.url", tokens.required("instance_url").asText());
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
                  HttpRequest.newBuilder(URI.create(configuration("oauth.token.url").orElseThrow()))
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
        .collect(Collectors.joining("&"));
  }

  /** The definition in the repository, at the sandbox's places. */
  private static Element element(String key, SandboxClient.Element overlay) throws IOException {
    ObjectNode definition =
        (ObjectNode)
            new YAMLMapper().readTree(Path.of("..", "elements", key, "element.yaml").toFile());
    for (JsonNode entry : definition.path("configuration")) {
      String value = overlay.configuration().get(entry.path("key").asText());
      if (value != null) {
        ((ObjectNode) entry).put("defaultValue", value);
      }
    }
    for (JsonNode parameter : definition.path("parameters")) {
      ((ObjectNode) parameter).put("source", "request"); // as the schema fills it in
    }
    ArrayNode hosts = definition.putArray("hosts");
    overlay.hosts().forEach(hosts::add);
    return JSON.treeToValue(definition, Element.class);
  }
}
