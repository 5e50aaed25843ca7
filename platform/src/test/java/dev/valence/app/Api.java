package dev.valence.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.SandboxClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** A user's application as tests need one: plain HTTP to a running server. */
public final class Api {

  public static final String CALLBACK = "https://www.mycoolapp.com/auth";

  public static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI server;
  private final URI base;
  private final JsonNode credentials;

  /**
   * @param server the server's URL without a path
   * @param data its data directory, which has the credentials
   */
  public Api(URI server, Path data) {
    this.server = server;
    this.base = server.resolve("/elements/api-v2");
    try {
      this.credentials = JSON.readTree(data.resolve("credentials.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String userSecret() {
    return credentials.path("userSecret").asText();
  }

  String organizationSecret() {
    return credentials.path("organizationSecret").asText();
  }

  /** The bytes of an answer, as far as they come. */
  static HttpResponse<InputStream> open(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String organization() {
    return "User " + userSecret() + ", Organization " + organizationSecret();
  }

  public String element(String token) {
    return "User " + userSecret() + ", Element " + token;
  }

  /** The credentials of calls to an instance. */
  public String element(JsonNode instance) {
    return element(instance.path("token").asText());
  }

  public static String path(JsonNode instance) {
    return "/instances/" + instance.path("id").asLong();
  }

  /** A request of any path of the server, to be completed. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.resolve("/") + path.substring(1)));
  }

  /** An answer with its body as JSON, or as text where it is none. */
  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(response.body(), e);
      }
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String message() {
      return json().path("message").asText();
    }
  }

  public Answer get(String path, String authorization) {
    return call("GET", path, authorization, "");
  }

  public Answer delete(String path, String authorization) {
    return call("DELETE", path, authorization, "");
  }

  public Answer post(String path, String authorization, JsonNode body) {
    return call("POST", path, authorization, body.toString());
  }

  public Answer patch(String path, String authorization, JsonNode body) {
    return call("PATCH", path, authorization, body.toString());
  }

  /** A call with JSON, or without a body where that is empty. */
  Answer call(String method, String path, String authorization, String json) {
    return json.isEmpty()
        ? call(method, path, authorization, null, BodyPublishers.noBody())
        : call(method, path, authorization, "application/json", BodyPublishers.ofString(json));
  }

  public Answer upload(String path, String authorization, byte[] content) {
    String boundary = UUID.randomUUID().toString();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
            .formatted(boundary);
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofByteArray(content),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return call("POST", path, authorization, "multipart/form-data; boundary=" + boundary, body);
  }

  Answer call(
      String method, String path, String authorization, String contentType, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    if (authorization != null && !authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return send(request.build());
  }

  public static Answer send(HttpRequest request) {
    try {
      return new Answer(CLIENT.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A code for an account of the sandbox's Dropbox, as the redirect would bring it. */
  public String consentAtDropbox(SandboxClient sandbox) {
    return consent(sandbox, "dropbox", "dropbox", CALLBACK);
  }

  /**
   * A code for an account of the sandbox, as the redirect would bring it; the application's key is
   * {@code key} and its secret {@code secret}.
   */
  public String consent(SandboxClient sandbox, String element, String face, String callback) {
    sandbox.face(face).consentAutomatically();
    return code(oauthUrl(element, callback, ""));
  }

  String oauthUrl(String element) {
    return oauthUrl(element, CALLBACK, "");
  }

  /** Where a user consents; the application's key is {@code key} and its secret {@code secret}. */
  String oauthUrl(String element, String callback, String more) {
    String query = "?apiKey=key&apiSecret=secret&callbackUrl=" + encode(callback) + more;
    return get("/elements/" + element + "/oauth/url" + query, "").json().path("oauthUrl").asText();
  }

  /** The code that the provider of a URL gives when its user consents at once. */
  public static String code(String oauthUrl) {
    String location = send(HttpRequest.newBuilder(URI.create(oauthUrl)).build()).header("Location");
    return Query.of(location).value("code");
  }

  /** The body of a request that connects an element with a code. */
  public static ObjectNode instance(String element, String code) {
    ObjectNode body = JSON.createObjectNode().put("name", "My " + element);
    body.putObject("element").put("key", element);
    body.putObject("providerData").put("code", code);
    body.putObject("configuration")
        .put("oauth.api.key", "key")
        .put("oauth.api.secret", "secret")
        .put("oauth.callback.url", CALLBACK);
    return body;
  }

  /** The body of a request that connects Dropbox with a code. */
  public static ObjectNode dropboxInstance(String code) {
    return instance("dropbox", code).put("name", "My Dropbox");
  }

  /** Connects Dropbox and gives the instance. */
  public JsonNode connectDropbox(SandboxClient sandbox) {
    Answer created = post("/instances", organization(), dropboxInstance(consentAtDropbox(sandbox)));
    if (created.status() != 200) {
      throw new IllegalStateException(created.response().body());
    }
    return created.json();
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
