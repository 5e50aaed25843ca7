package dev.valence.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The steps from the OAuth URL to the first calls of a hub, each checked. */
final class Walk {

  private static final String API_KEY = "demo-app-key";
  private static final String API_SECRET = "demo-app-secret";
  private static final String FILE_NAME = "hello from valence.txt";

  private final Tour tour;
  private final Platform platform;
  private final SandboxClient sandbox;
  private final Transcript transcript;
  private final ObjectMapper json = new ObjectMapper();

  Walk(Tour tour, Platform platform, SandboxClient sandbox, Transcript transcript) {
    this.tour = tour;
    this.platform = platform;
    this.sandbox = sandbox;
    this.transcript = transcript;
  }

  /**
   * Walks.
   *
   * @throws WalkException at the first step that is not right
   */
  void run() throws IOException, InterruptedException {
    try (Application application = new Application();
        HttpClient client = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build()) {
      String oauthUrl = askForOAuthUrl(client, application);
      String code = consent(client, application, oauthUrl);
      String token = createInstance(client, application, code);
      transcript.elementToken(token);
      String authorization = platform.instanceCredentials(token);
      Tour.Put put = tour.put();
      if (put == null) {
        useFiles(client, authorization);
      } else {
        put.into(face(), face().users().getFirst());
      }
      list(client, authorization);
      transcript.note("Every step was right.");
    }
  }

  private FaceClient face() {
    return sandbox.face(tour.face());
  }

  private String askForOAuthUrl(HttpClient client, Application application)
      throws IOException, InterruptedException {
    transcript.step("The application asks where to send its user.");
    URI uri =
        api(
            "/elements/" + tour.element() + "/oauth/url",
            Map.of(
                "apiKey",
                API_KEY,
                "apiSecret",
                API_SECRET,
                "callbackUrl",
                application.callbackUrl(),
                "state",
                tour.element()));
    JsonNode answer = read(call(client, "GET", uri, "", ""));
    check(answer.path("element").asText().equals(tour.element()), "the answer names the element");
    return answer.path("oauthUrl").asText();
  }

  private String consent(HttpClient client, Application application, String oauthUrl)
      throws IOException, InterruptedException {
    transcript.step("The user consents at the provider, which sends them back with a code.");
    face().consentAutomatically();
    try {
      call(client, "GET", URI.create(oauthUrl), "", "");
    } finally {
      face().consentByPage();
    }
    Map<String, String> redirect = application.redirect();
    transcript.note("The application received " + redirect);
    check(tour.element().equals(redirect.get("state")), "the state came back");
    check(redirect.containsKey("code"), "a code came back");
    return redirect.getOrDefault("code", "");
  }

  private String createInstance(HttpClient client, Application application, String code)
      throws IOException, InterruptedException {
    transcript.step("The application turns the code into an instance, and gets its token.");
    ObjectNode body = json.createObjectNode();
    body.putObject("element").put("key", tour.element());
    body.putObject("providerData").put("code", code);
    body.putObject("configuration")
        .put("oauth.api.key", API_KEY)
        .put("oauth.api.secret", API_SECRET)
        .put("oauth.callback.url", application.callbackUrl());
    body.putArray("tags").add("demo");
    body.put("name", "Demo " + Instant.now());
    URI uri = api("/instances", Map.of());
    JsonNode answer =
        read(call(client, "POST", uri, platform.organizationCredentials(), body.toString()));
    check(!answer.path("token").asText().isEmpty(), "the instance has a token");
    check(answer.path("valid").asBoolean(), "the instance is valid");
    return answer.path("token").asText();
  }

  private void useFiles(HttpClient client, String authorization)
      throws IOException, InterruptedException {
    String path = "/" + FILE_NAME;
    String content = "Hello from Valence, " + Instant.now() + "\n";
    transcript.step("With the token it uploads a file.");
    HttpResponse<String> uploaded = upload(client, authorization, path, content);
    check(read(uploaded).path("path").asText().equals(path), "the file is where it should be");

    transcript.step("It downloads the file.");
    URI file = api("/hubs/documents/files", Map.of("path", path));
    HttpResponse<String> downloaded = call(client, "GET", file, authorization, "");
    check(downloaded.body().equals(content), "the content is the same");
  }

  private void list(HttpClient client, String authorization)
      throws IOException, InterruptedException {
    transcript.step("With the token it lists what is there.");
    HttpResponse<String> listed =
        call(client, "GET", api(tour.list(), Map.of()), authorization, "");
    check(read(listed).isArray(), "the answer is a list");
    check(listed.body().contains(tour.text()), "the list has what is there");
  }

  private HttpResponse<String> upload(
      HttpClient client, String authorization, String path, String content)
      throws IOException, InterruptedException {
    URI uri = api("/hubs/documents/files", Map.of("path", path, "overwrite", "true"));
    String boundary = UUID.randomUUID().toString();
    String multipart =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: text/plain\r\n\r\n%s\r\n--%s--\r\n"
            .formatted(boundary, FILE_NAME, content, boundary);
    transcript.request("POST", uri, authorization, "(multipart) file: " + content);
    return answered(
        client,
        HttpRequest.newBuilder(uri)
            .header("Authorization", authorization)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(multipart))
            .build());
  }

  private HttpResponse<String> call(
      HttpClient client, String method, URI uri, String authorization, String body)
      throws IOException, InterruptedException {
    transcript.request(method, uri, authorization, body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return answered(client, request.build());
  }

  private HttpResponse<String> answered(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    transcript.answer(answer.statusCode(), answer.body());
    check(answer.statusCode() == 200, "the answer is 200");
    return answer;
  }

  private URI api(String path, Map<String, String> query) {
    StringBuilder uri = new StringBuilder(platform.url() + "/elements/api-v2" + path);
    String separator = "?";
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      uri.append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(encode(parameter.getValue()));
      separator = "&";
    }
    return URI.create(uri.toString());
  }

  private JsonNode read(HttpResponse<String> answer) {
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new WalkException("the answer is not JSON.", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void check(boolean right, String expectation) {
    if (!right) {
      throw new WalkException("a step was not right; expected: " + expectation + ".");
    }
  }
}
