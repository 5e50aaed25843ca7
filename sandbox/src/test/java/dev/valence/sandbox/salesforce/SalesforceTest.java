package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.Json;
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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A sandbox whose Salesforce is called at its loopback addresses. */
abstract class SalesforceTest {

  static final String REDIRECT_URI = "http://localhost:5000/callback?from=salesforce";
  static final String CREDENTIALS = "&client_id=key&client_secret=secret";
  static final String DATA = "/services/data/v60.0";

  static Sandbox sandbox;
  static SandboxClient control;
  static FaceClient salesforce;
  static HttpClient http;
  static String login;
  static String instance;

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    control = sandbox.client();
    salesforce = control.face("salesforce");
    http = HttpClient.newHttpClient();
    login = sandbox.face("salesforce.login").httpUrl().toString();
    instance = sandbox.face("salesforce.instance").httpUrl().toString();
  }

  @AfterAll
  static void stop() throws Exception {
    http.close();
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    control.reset();
    salesforce.consentAutomatically();
  }

  static String authorizeUrl(String more) {
    return login
        + "/services/oauth2/authorize?response_type=code&client_id=key&redirect_uri="
        + encode(REDIRECT_URI)
        + more;
  }

  /** The parameters with which the user is sent back to the application. */
  static Map<String, String> redirect(String more) throws Exception {
    HttpResponse<String> response = get(authorizeUrl(more));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
    String location = response.headers().firstValue("location").orElseThrow();
    assertThat(location).startsWith(REDIRECT_URI + "&");
    Map<String, String> parameters = new HashMap<>();
    new QueryStringDecoder(location)
        .parameters()
        .forEach((name, values) -> parameters.put(name, values.getFirst()));
    return parameters;
  }

  static JsonNode exchange(String code, String more) throws Exception {
    return json(
        post(
            "/services/oauth2/token",
            "grant_type=authorization_code&code="
                + code
                + "&redirect_uri="
                + encode(REDIRECT_URI)
                + more));
  }

  static JsonNode tokens() throws Exception {
    return exchange(redirect("&scope=api+refresh_token").get("code"), CREDENTIALS);
  }

  static JsonNode refresh(String refreshToken) throws Exception {
    return json(
        post(
            "/services/oauth2/token",
            "grant_type=refresh_token&refresh_token=" + refreshToken + CREDENTIALS));
  }

  static HttpResponse<String> post(String path, String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(login + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  static HttpResponse<String> get(String url) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> get(String url, String token) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build(),
        BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    return Json.MAPPER.readTree(response.body());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
