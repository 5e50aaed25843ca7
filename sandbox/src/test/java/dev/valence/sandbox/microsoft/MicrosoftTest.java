package dev.valence.sandbox.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A sandbox whose Microsoft is called at the sandbox's own addresses, over HTTP. */
abstract class MicrosoftTest {

  static final String REDIRECT_URI = "http://localhost:5000/callback?from=microsoft";
  static final String V1 = "/common/oauth2";
  static final String V2 = "/common/oauth2/v2.0";
  static final String GRAPH_NAME = "https://graph.microsoft.com";

  static Sandbox sandbox;
  static SandboxClient control;
  static FaceClient microsoft;
  static HttpClient http;
  static String login;
  static String graph;
  static String sharepoint;

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    control = sandbox.client();
    microsoft = control.face("microsoft");
    http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    login = sandbox.face("microsoft.login").httpUrl().toString();
    graph = sandbox.face("microsoft.graph").httpUrl() + "/v1.0";
    sharepoint = sandbox.face("microsoft.sharepoint").httpUrl() + "/_api/v2.0";
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    control.reset();
    microsoft.consentAutomatically();
  }

  static User alex() {
    return microsoft.users().getFirst();
  }

  /** Asks for access and gives the parameters with which the user is sent back. */
  static Map<String, String> authorize(String version, Map<String, String> parameters)
      throws Exception {
    HttpResponse<String> response = askFor(version, parameters);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
    String location = response.headers().firstValue("location").orElseThrow();
    assertThat(location).startsWith(REDIRECT_URI + "&");
    Map<String, String> outcome = new HashMap<>();
    new QueryStringDecoder(location)
        .parameters()
        .forEach((name, values) -> outcome.put(name, values.getFirst()));
    return outcome;
  }

  static HttpResponse<String> askFor(String version, Map<String, String> parameters)
      throws Exception {
    Map<String, String> all =
        with(
            Map.of("client_id", "app", "response_type", "code", "redirect_uri", REDIRECT_URI),
            parameters);
    return get(login + version + "/authorize?api-version=2.0&" + form(all), Map.of());
  }

  static HttpResponse<String> token(String version, Map<String, String> form) throws Exception {
    return post(
        version, with(Map.of("client_id", "app", "client_secret", "secret"), form), Map.of());
  }

  static HttpResponse<String> post(
      String version, Map<String, String> form, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(login + version + "/token?api-version=2.0"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form)));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Asks for access, exchanges the code, and gives the answer with the tokens. */
  static JsonNode tokens(String version, String parameter, String value) throws Exception {
    String code = authorize(version, Map.of(parameter, value)).get("code");
    return json(token(version, codeForm(code)));
  }

  static Map<String, String> codeForm(String code) {
    return Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT_URI);
  }

  static JsonNode refresh(String version, String refreshToken, Map<String, String> more)
      throws Exception {
    return json(
        token(
            version,
            with(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken), more)));
  }

  /** Consents as a user and gives an access token for Graph. */
  static String graphToken() throws Exception {
    return tokens(V1, "resource", GRAPH_NAME).path("access_token").asText();
  }

  static String sharepointToken() throws Exception {
    return tokens(V1, "resource", "https://contoso-my.sharepoint.com/")
        .path("access_token")
        .asText();
  }

  static HttpResponse<String> get(String url, String token) throws Exception {
    return get(url, Map.of("Authorization", "Bearer " + token));
  }

  static HttpResponse<String> get(String url, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Calls with a body, which is JSON unless a header says otherwise; null for none. */
  static HttpResponse<String> call(
      String method, String url, String token, @Nullable String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  static String code(HttpResponse<String> response) throws Exception {
    return json(response).path("error").path("code").asText();
  }

  static void put(String path, String text) {
    microsoft.putFile(alex(), path, text.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> paths() {
    return microsoft.tree(alex()).stream().map(FaceFiles.Entry::path).toList();
  }

  static String content(String path) {
    return new String(microsoft.file(alex(), path), StandardCharsets.UTF_8);
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    return Json.MAPPER.readTree(response.body());
  }

  static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  static List<String> names(JsonNode page) {
    return page.path("value").findValuesAsText("name");
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
