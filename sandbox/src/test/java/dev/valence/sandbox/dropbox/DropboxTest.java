package dev.valence.sandbox.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.dropbox.core.DbxAppInfo;
import com.dropbox.core.DbxAuthFinish;
import com.dropbox.core.DbxRequestConfig;
import com.dropbox.core.DbxSessionStore;
import com.dropbox.core.DbxWebAuth;
import com.dropbox.core.TokenAccessType;
import com.dropbox.core.http.HttpRequestor;
import com.dropbox.core.http.StandardHttpRequestor;
import com.dropbox.core.oauth.DbxCredential;
import com.dropbox.core.v2.DbxClientV2;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.User;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A sandbox that Dropbox's own Java client talks to under the vendor's host names: over HTTPS,
 * through the CONNECT proxy, trusting the sandbox's certificate authority.
 */
abstract class DropboxTest {

  static final String REDIRECT_URI = "http://localhost:5000/callback?from=dropbox";
  static final String APP_KEY = "appkey";
  static final String APP_SECRET = "appsecret";

  static Sandbox sandbox;
  static SandboxClient control;
  static FaceClient dropbox;
  static HttpClient browser;
  static SSLContext tls;
  static HttpRequestor http;

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    control = sandbox.client();
    dropbox = control.face("dropbox");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(sandbox.trustStore());
    tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    http = requestor();
    browser =
        HttpClient.newBuilder()
            .proxy(ProxySelector.of(sandbox.proxy()))
            .sslContext(tls)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @AfterAll
  static void stop() throws Exception {
    browser.close();
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    control.reset();
  }

  @AfterEach
  void whatWasSentAndAnsweredFitsTheSpecification() {
    if (http instanceof JudgedRequestor judged) {
      assertThat(judged.takeDeviations()).isEmpty();
    }
  }

  static DbxRequestConfig.Builder configuration() {
    return DbxRequestConfig.newBuilder("valence-test").withHttpRequestor(http);
  }

  private static HttpRequestor requestor() {
    InetSocketAddress proxy = sandbox.proxy();
    HttpRequestor requestor =
        new StandardHttpRequestor(
            StandardHttpRequestor.Config.builder()
                .withProxy(new Proxy(Proxy.Type.HTTP, proxy))
                .withSslSocketFactory(tls.getSocketFactory())
                .build());
    return Specification.atHand()
        .<HttpRequestor>map(specification -> new JudgedRequestor(requestor, specification))
        .orElse(requestor);
  }

  static DbxWebAuth webAuth() {
    return new DbxWebAuth(configuration().build(), new DbxAppInfo(APP_KEY, APP_SECRET));
  }

  /** Authorizes by automatic consent and exchanges the code, all by the vendor's client. */
  static DbxAuthFinish authorize(TokenAccessType type) throws Exception {
    return authorize(type, dropbox.users().getFirst());
  }

  private static DbxAuthFinish authorize(TokenAccessType type, User user) throws Exception {
    dropbox.consentAutomatically(user);
    SessionStore session = new SessionStore();
    String url =
        webAuth()
            .authorize(
                DbxWebAuth.newRequestBuilder()
                    .withRedirectUri(REDIRECT_URI, session)
                    .withTokenAccessType(type)
                    .build());
    return webAuth().finishFromRedirect(REDIRECT_URI, session, redirect(get(url)));
  }

  static DbxCredential credential() throws Exception {
    DbxAuthFinish finish = authorize(TokenAccessType.OFFLINE);
    return new DbxCredential(
        finish.getAccessToken(),
        finish.getExpiresAt(),
        finish.getRefreshToken(),
        APP_KEY,
        APP_SECRET);
  }

  static DbxClientV2 client() throws Exception {
    return new DbxClientV2(configuration().build(), credential());
  }

  static DbxClientV2 clientOf(User user) throws Exception {
    return new DbxClientV2(
        configuration().build(), authorize(TokenAccessType.ONLINE, user).getAccessToken());
  }

  static HttpResponse<String> get(String url) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The parameters with which an answer sends the user back to the application. */
  static Map<String, String[]> redirect(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(302);
    String location = response.headers().firstValue("location").orElseThrow();
    assertThat(location).startsWith(REDIRECT_URI + "&");
    Map<String, String[]> parameters = new HashMap<>();
    Map<String, List<String>> decoded = new QueryStringDecoder(location).parameters();
    decoded.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
    return parameters;
  }

  /** Where the vendor's client keeps its state parameter. */
  static final class SessionStore implements DbxSessionStore {
    private String value;

    @Override
    public String get() {
      return value;
    }

    @Override
    public void set(String newValue) {
      value = newValue;
    }

    @Override
    public void clear() {
      value = null;
    }
  }
}
