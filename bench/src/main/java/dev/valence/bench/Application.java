package dev.valence.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A user's application, which connects accounts of the sandbox's providers.
 *
 * @param client sends its requests
 * @param directory where the server has its data
 * @param sandbox the providers
 * @param server the server
 */
record Application(HttpClient client, Path directory, Sandbox sandbox, ServerProcess server) {

  static final String CALLBACK = "https://app.example.com/callback";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Connects an account of Dropbox, and gives the credentials of calls. */
  String connect() throws IOException, InterruptedException {
    return connect("dropbox", "dropbox");
  }

  /** Connects an account of an element, and gives the credentials of calls. */
  String connect(String element, String face) throws IOException, InterruptedException {
    sandbox.client().face(face).consentAutomatically();
    String query = "?apiKey=key&apiSecret=secret&callbackUrl=" + encoded(CALLBACK);
    HttpRequest consent =
        HttpRequest.newBuilder(
                URI.create(
                    server.url() + "/elements/api-v2/elements/" + element + "/oauth/url" + query))
            .build();
    JsonNode url = JSON.readTree(require(client.send(consent, BodyHandlers.ofString())).body());
    return connect(client, directory, server, element, code(client, url.path("oauthUrl").asText()));
  }

  /** Connects an account of an element by a code, and gives the credentials of calls. */
  static String connect(
      HttpClient client, Path directory, ServerProcess server, String element, String code)
      throws IOException, InterruptedException {
    JsonNode credentials = JSON.readTree(directory.resolve("data/credentials.json").toFile());
    String user = "User " + credentials.path("userSecret").asText();
    ObjectNode body = JSON.createObjectNode().put("name", "An account");
    body.putObject("element").put("key", element);
    body.putObject("providerData").put("code", code);
    body.putObject("configuration")
        .put("oauth.api.key", "key")
        .put("oauth.api.secret", "secret")
        .put("oauth.callback.url", CALLBACK);
    HttpRequest create =
        HttpRequest.newBuilder(URI.create(server.url() + "/elements/api-v2/instances"))
            .header(
                "Authorization",
                user + ", Organization " + credentials.path("organizationSecret").asText())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    JsonNode instance = JSON.readTree(require(client.send(create, BodyHandlers.ofString())).body());
    return user + ", Element " + instance.path("token").asText();
  }

  /** The code that comes of a consent that is given at once. */
  static String code(HttpClient client, String url) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .replaceAll(".*[?&]code=([^&]*).*", "$1");
  }

  static HttpResponse<String> require(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
