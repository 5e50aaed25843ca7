package dev.valence.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Sender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import oauth.signpost.OAuth;
import oauth.signpost.basic.DefaultOAuthConsumer;
import oauth.signpost.exception.OAuthException;
import oauth.signpost.http.HttpParameters;
import oauth.signpost.http.HttpRequest;
import oauth.signpost.signature.HmacSha1MessageSigner;
import oauth.signpost.signature.HmacSha256MessageSigner;
import oauth.signpost.signature.OAuthMessageSigner;
import oauth.signpost.signature.PlainTextMessageSigner;

/**
 * A vendor of OAuth 1.0a on this machine. Signpost, another library, computes the signature of what
 * has arrived; where that is not the one that was sent, the answer is 401.
 */
public final class OAuth1Vendor implements AutoCloseable {

  public static final String KEY = "the key+/%";
  public static final String SECRET = "consumer s\u00e4cret&";
  static final String VERIFIER = "ver/ifier+1";

  private static final Map<String, String> TOKENS =
      Map.of("", "", "request token", "request s\u20accret~", "access+token", "access=secret");

  private final Set<String> nonces = new HashSet<>();
  private final Egress egress = new Egress(EgressSettings.of("test"));
  private final HttpServer server;
  volatile String confirmation = "&oauth_callback_confirmed=true";
  volatile String signedFrom = "";
  private final AtomicInteger consents = new AtomicInteger();
  private volatile String callback = "";

  public OAuth1Vendor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Sender sender() {
    return egress.bind(AllowedHosts.exactly(List.of(url().substring("http://".length()))));
  }

  @Override
  public void close() {
    server.stop(0);
    egress.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/authorize")) {
      consent(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    HttpParameters sent = new HttpParameters();
    sent.putAll(OAuth.oauthHeaderToParamsMap(authorization), false);
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null && query.contains("oauth_signature=")) {
      sent.putAll(OAuth.decodeForm(query), true);
    }
    signedFrom = authorization == null ? "query" : "header";
    if (sent.getFirst("oauth_callback", true) != null) {
      callback = sent.getFirst("oauth_callback", true);
    }
    String problem = problem(new Received(exchange, url(), body), sent);
    String answer =
        !problem.isEmpty()
            ? "oauth_problem=" + problem + "&oauth_problem_advice=not%20" + SECRET
            : switch (exchange.getRequestURI().getPath()) {
              case "/initiate" ->
                  "oauth_token=request%20token&oauth_token_secret=request+s%E2%82%ACcret~"
                      + confirmation;
              case "/token" ->
                  "oauth_token=access%2Btoken&oauth_token_secret=access%3Dsecret&user_id=7";
              case "/ping" -> "{}";
              default -> "fine";
            };
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 401, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** The user consents at once; the callback is the one of the last request token. */
  private void consent(HttpExchange exchange) throws IOException {
    String token = OAuth.decodeForm(exchange.getRequestURI().getRawQuery()).getFirst("oauth_token");
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            callback
                + "?oauth_token="
                + OAuth.percentEncode(token)
                + "&oauth_verifier="
                + OAuth.percentEncode(VERIFIER + consents.incrementAndGet()));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private String problem(HttpRequest request, HttpParameters sent) {
    String token = String.valueOf(sent.getFirst("oauth_token", true)).replace("null", "");
    String path = request.getRequestUrl().replaceAll(".*:\\d+|\\?.*", "");
    long age = System.currentTimeMillis() / 1000 - Long.parseLong(sent.getFirst("oauth_timestamp"));
    if (!KEY.equals(sent.getFirst("oauth_consumer_key", true))) {
      return "consumer_key_unknown";
    } else if (!TOKENS.containsKey(token)) {
      return "token_rejected";
    } else if (Math.abs(age) > 60 || !"1.0".equals(sent.getFirst("oauth_version"))) {
      return "timestamp_refused";
    } else if (!nonces.add(sent.getFirst("oauth_nonce"))) {
      return "nonce_used";
    } else if (!signature(request, sent, token).equals(sent.getFirst("oauth_signature", true))) {
      return "signature_invalid";
    } else if (path.equals("/initiate") && sent.getFirst("oauth_callback") == null) {
      return "parameter_absent";
    } else if (path.equals("/token") && !verified(sent)) {
      return "verifier_invalid";
    }
    return "";
  }

  /** Each consent has a verifier of its own. */
  private static boolean verified(HttpParameters sent) {
    String verifier = sent.getFirst("oauth_verifier", true);
    return verifier != null && verifier.startsWith(VERIFIER);
  }

  private static String signature(HttpRequest request, HttpParameters sent, String token) {
    OAuthMessageSigner signer =
        switch (sent.getFirst("oauth_signature_method")) {
          case "HMAC-SHA1" -> new HmacSha1MessageSigner();
          case "HMAC-SHA256" -> new HmacSha256MessageSigner();
          default -> new PlainTextMessageSigner();
        };
    AtomicReference<String> signature = new AtomicReference<>();
    DefaultOAuthConsumer consumer = new DefaultOAuthConsumer(KEY, SECRET);
    consumer.setMessageSigner(signer);
    consumer.setTokenWithSecret("", TOKENS.get(token));
    consumer.setSigningStrategy((computed, signed, parameters) -> {
      signature.set(computed);
      return computed;
    });
    try {
      consumer.sign(request);
    } catch (OAuthException e) {
      throw new IllegalStateException(e);
    }
    return signature.get();
  }

  /** A request as it arrived, for Signpost. */
  private record Received(HttpExchange exchange, String origin, byte[] body)
      implements HttpRequest {

    @Override
    public String getMethod() {
      return exchange.getRequestMethod();
    }

    @Override
    public String getRequestUrl() {
      return origin + exchange.getRequestURI();
    }

    @Override
    public void setRequestUrl(String url) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setHeader(String name, String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getHeader(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public Map<String, String> getAllHeaders() {
      return Map.of();
    }

    @Override
    public InputStream getMessagePayload() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public String getContentType() {
      return getHeader("Content-Type");
    }

    @Override
    public Object unwrap() {
      return exchange;
    }
  }
}
