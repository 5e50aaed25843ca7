package dev.valence.sandbox.instagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A sandbox with its Instagram, whose first user grants access without being asked. */
abstract class InstagramTest {

  static final String REDIRECT_URI = "http://localhost:5000/callback";
  static final String APP = "app";
  static final String SECRET = "secret";
  static final String BASIC = "instagram_business_basic";

  static Sandbox sandbox;
  static SandboxClient control;
  static FaceClient instagram;
  static HttpClient direct;
  static HttpClient proxied;
  static SSLContext tls;
  static URI www;
  static URI api;
  static URI graph;
  static URI facebook;

  /** All that the login at Instagram can allow. */
  static final String EVERYTHING =
      "instagram_business_basic,instagram_business_content_publish,"
          + "instagram_business_manage_comments,instagram_business_manage_insights";

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    control = sandbox.client();
    instagram = control.face("instagram");
    www = sandbox.face("instagram.www").httpUrl();
    api = sandbox.face("instagram.api").httpUrl();
    graph = sandbox.face("instagram.graph").httpUrl();
    facebook = sandbox.face("instagram.facebook").httpUrl();
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(sandbox.trustStore());
    tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    direct = HttpClient.newHttpClient();
    proxied =
        HttpClient.newBuilder().proxy(ProxySelector.of(sandbox.proxy())).sslContext(tls).build();
  }

  @AfterAll
  static void stop() throws Exception {
    direct.close();
    proxied.close();
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    control.reset();
    instagram.consentAutomatically();
  }

  static User alex() {
    return instagram.users().getFirst();
  }

  /** Publishes one picture after the other, the last one is the newest. */
  static List<ObjectNode> publish(int pictures) {
    return IntStream.rangeClosed(1, pictures)
        .mapToObj(number ->
            instagram.createRecord(
                alex(),
                "media",
                Map.of(
                    "caption",
                    "Picture " + number,
                    "timestamp",
                    "2026-11-%02dT08:00:00+0000".formatted(number))))
        .toList();
  }

  static String authorizeUrl(URI site, String scope, String more) {
    return site
        + "/oauth/authorize?client_id=app&response_type=code&redirect_uri="
        + encode(REDIRECT_URI)
        + "&scope="
        + encode(scope)
        + more;
  }

  /** The code that an automatic consent gives. */
  static String code(URI site, String scope) throws Exception {
    return redirect(get(authorizeUrl(site, scope, ""))).get("code");
  }

  /** The parameters with which an answer sends the user back to the application. */
  static Map<String, String> redirect(HttpResponse<String> response) {
    String location = response.headers().firstValue("location").orElseThrow();
    assertThat(location).startsWith(REDIRECT_URI + "?");
    String query = URI.create(location).getRawQuery();
    Map<String, String> parameters = new HashMap<>();
    new QueryStringDecoder(query, false)
        .parameters()
        .forEach((name, values) -> parameters.put(name, values.getFirst()));
    return parameters;
  }

  static HttpResponse<String> exchange(String code) throws Exception {
    return exchange(Map.of("code", code));
  }

  /** Posts to the token endpoint, with the usual parameters where none are given. */
  static HttpResponse<String> exchange(Map<String, String> changes) throws Exception {
    Map<String, String> form = new HashMap<>();
    form.put("client_id", APP);
    form.put("client_secret", SECRET);
    form.put("grant_type", "authorization_code");
    form.put("redirect_uri", REDIRECT_URI);
    form.putAll(changes);
    String body =
        form.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return direct.send(
        HttpRequest.newBuilder(URI.create(api + "/oauth/access_token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static String shortLived() throws Exception {
    return json(exchange(code(www, BASIC))).get("access_token").asText();
  }

  static String longLived() throws Exception {
    return json(get(
            graph
                + "/access_token?grant_type=ig_exchange_token&client_secret=secret&access_token="
                + shortLived()))
        .get("access_token")
        .asText();
  }

  static String legacyToken() throws Exception {
    return legacyToken("basic");
  }

  static String legacyToken(String scope) throws Exception {
    return json(exchange(code(api, scope))).get("access_token").asText();
  }

  /** A token with all that there is to allow. */
  static String everything() throws Exception {
    return json(exchange(code(www, EVERYTHING))).get("access_token").asText();
  }

  /** Chooses some of the known forms of the vendor; the others are as usual. */
  static void variants(Map<String, String> variants) {
    instagram.options(new FaceOptions(5_184_000, false, false, variants));
  }

  /** A call of any method with its parameters in the query. */
  static HttpResponse<String> send(String method, String url) throws Exception {
    return direct.send(
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A call of the graph that works; the parameters are in the path's query. */
  static JsonNode graph(String method, String token, String path) throws Exception {
    HttpResponse<String> answer = send(method, url(graph, token, path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  /** A call of the graph that is refused. */
  static void refused(String method, String token, String path, int code, int subcode)
      throws Exception {
    assertGraphError(send(method, url(graph, token, path)), code, subcode);
  }

  static String url(URI site, String token, String path) {
    return site + path + (path.contains("?") ? "&" : "?") + "access_token=" + token;
  }

  /** Gets a URL of the sandbox's own, or by the proxy one of the vendor's. */
  static HttpResponse<String> get(String url, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return (url.startsWith("https:") ? proxied : direct)
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    return Json.MAPPER.readTree(response.body());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static void assertGraphError(HttpResponse<String> answer, int code, int subcode)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = json(answer).get("error");
    assertThat(error.get("code").asInt()).isEqualTo(code);
    assertThat(error.path("error_subcode").asInt()).isEqualTo(subcode);
    assertThat(error.get("message").asText()).isNotEmpty();
    assertThat(error.get("type").asText()).isNotEmpty();
    assertThat(error.get("fbtrace_id").asText()).isNotEmpty();
  }
}
