package dev.valence.sandbox.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dropbox.core.BadRequestException;
import com.dropbox.core.DbxAppInfo;
import com.dropbox.core.DbxAuthFinish;
import com.dropbox.core.DbxPKCEWebAuth;
import com.dropbox.core.DbxWebAuth;
import com.dropbox.core.InvalidAccessTokenException;
import com.dropbox.core.TokenAccessType;
import com.dropbox.core.oauth.DbxCredential;
import com.dropbox.core.oauth.DbxOAuthException;
import com.dropbox.core.v2.DbxClientV2;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DropboxAuthorizationTest extends DropboxTest {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  @Test
  void anAutomaticallyGrantedRequestGivesTokensToTheVendorsClient() throws Exception {
    DbxAuthFinish finish = authorize(TokenAccessType.OFFLINE);

    assertThat(finish.getAccessToken()).startsWith("sl.");
    assertThat(finish.getRefreshToken()).isNotEmpty();
    assertThat(finish.getAccountId()).isEqualTo(dropbox.users().getFirst().id());
    assertThat(finish.getUserId()).isEqualTo(Long.toString(dropbox.users().getFirst().number()));
    assertThat(finish.getScope()).contains("files.content.read");
  }

  @Test
  void onlyOfflineAccessGivesARefreshToken() throws Exception {
    assertThat(authorize(TokenAccessType.ONLINE).getRefreshToken()).isNull();
  }

  @Test
  void thePageNamesTheApplicationAndTheScopesAndRunsNoScripts() throws Exception {
    HttpResponse<String> page = get(authorizeUrl("&scope=account_info.read+files.metadata.read"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<strong>appkey</strong>", "account_info.read", "files.metadata.read")
        .doesNotContain("files.content.write", "<script");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("script-src", "unsafe");
  }

  @Test
  void allowingOnThePageGrantsAccessToTheChosenUser() throws Exception {
    User bea = dropbox.createUser("bea@example.com", "Bea Beispiel");
    SessionStore session = new SessionStore();
    String url =
        webAuth()
            .authorize(
                DbxWebAuth.newRequestBuilder()
                    .withRedirectUri(REDIRECT_URI, session)
                    .withState("a&b=\"ü\"")
                    .withTokenAccessType(TokenAccessType.OFFLINE)
                    .build());

    DbxAuthFinish finish =
        webAuth()
            .finishFromRedirect(
                REDIRECT_URI, session, redirect(submit(get(url).body(), bea, "allow")));

    assertThat(finish.getUrlState()).isEqualTo("a&b=\"ü\"");
    assertThat(
            new DbxClientV2(configuration().build(), finish.getAccessToken())
                .users()
                .getCurrentAccount()
                .getEmail())
        .isEqualTo("bea@example.com");
  }

  @Test
  void denyingOnThePageIsReportedToTheVendorsClient() throws Exception {
    SessionStore session = new SessionStore();
    String url =
        webAuth()
            .authorize(
                DbxWebAuth.newRequestBuilder().withRedirectUri(REDIRECT_URI, session).build());

    HttpResponse<String> denied = submit(get(url).body(), dropbox.users().getFirst(), "deny");

    assertThatThrownBy(() -> webAuth().finishFromRedirect(REDIRECT_URI, session, redirect(denied)))
        .isInstanceOf(DbxWebAuth.NotApprovedException.class);
  }

  @Test
  void denialWithoutAPageKeepsTheState() throws Exception {
    dropbox.denyConsent();

    assertThat(redirect(get(authorizeUrl("&state=s"))))
        .containsEntry("error", new String[] {"access_denied"})
        .containsEntry("state", new String[] {"s"})
        .containsKey("error_description");
  }

  @Test
  void aRequestWithoutRedirectShowsTheCode() throws Exception {
    dropbox.consentAutomatically();
    String url = webAuth().authorize(DbxWebAuth.newRequestBuilder().withNoRedirect().build());

    Matcher code = Pattern.compile("readonly value=\"([^\"]+)\"").matcher(get(url).body());

    assertThat(code.find()).isTrue();
    assertThat(webAuth().finishFromCode(code.group(1)).getAccessToken()).startsWith("sl.");
  }

  @Test
  void badParametersAreShownAndNeverRedirected() throws Exception {
    dropbox.consentAutomatically();
    String base = "https://www.dropbox.com/oauth2/authorize?";
    String redirect = "&redirect_uri=" + encode(REDIRECT_URI);
    for (String query :
        List.of(
            "response_type=code" + redirect,
            "client_id=a&response_type=code&redirect_uri=javascript:alert(1)",
            "client_id=a&response_type=code&redirect_uri=/relative",
            "client_id=a&response_type=code&token_access_type=forever" + redirect,
            "client_id=a&response_type=code&scope=files.everything" + redirect,
            "client_id=a&response_type=code&code_challenge=short" + redirect,
            "client_id=a&response_type=token" + redirect,
            "client_id=a" + redirect)) {
      HttpResponse<String> response = get(base + query);
      assertThat(response.statusCode()).as(query).isEqualTo(400);
      assertThat(response.headers().firstValue("location")).as(query).isEmpty();
    }
  }

  @Test
  void whatAnApplicationSendsIsEscapedOnThePage() throws Exception {
    assertThat(get(authorizeUrl("&state=" + encode("\"><b>x</b>"))).body())
        .doesNotContain("<b>x</b>")
        .contains("&quot;&gt;&lt;b&gt;x&lt;/b&gt;");
  }

  @Test
  void aCodeWorksOnceAndForTenMinutes() throws Exception {
    dropbox.consentAutomatically();
    String used = code("");
    webAuth().finishFromCode(used, REDIRECT_URI);
    assertOAuthError("invalid_grant", () -> webAuth().finishFromCode(used, REDIRECT_URI));

    String late = code("");
    control.advanceClock(Duration.ofMinutes(10));
    assertOAuthError("invalid_grant", () -> webAuth().finishFromCode(late, REDIRECT_URI));
  }

  @Test
  void aCodeIsBoundToTheRedirectUriAndTheClient() throws Exception {
    dropbox.consentAutomatically();
    String code = code("");

    assertOAuthError("invalid_grant", () -> webAuth().finishFromCode(code, REDIRECT_URI + "2"));
    assertOAuthError(
        "invalid_grant",
        () ->
            new DbxWebAuth(configuration().build(), new DbxAppInfo("other", "secret"))
                .finishFromCode(code, REDIRECT_URI));
    assertThat(webAuth().finishFromCode(code, REDIRECT_URI).getAccessToken()).isNotEmpty();
  }

  @Test
  void pkceReplacesTheSecret() throws Exception {
    dropbox.consentAutomatically();
    DbxPKCEWebAuth auth = new DbxPKCEWebAuth(configuration().build(), new DbxAppInfo(APP_KEY));
    SessionStore session = new SessionStore();
    String url =
        auth.authorize(
            DbxWebAuth.newRequestBuilder()
                .withRedirectUri(REDIRECT_URI, session)
                .withTokenAccessType(TokenAccessType.OFFLINE)
                .build());

    DbxAuthFinish finish = auth.finishFromRedirect(REDIRECT_URI, session, redirect(get(url)));

    assertThat(finish.getRefreshToken()).isNotEmpty();
    DbxCredential credential =
        new DbxCredential(finish.getAccessToken(), 1L, finish.getRefreshToken(), APP_KEY);
    assertThat(credential.refresh(configuration().build()).getAccessToken())
        .isNotEqualTo(finish.getAccessToken());
  }

  @Test
  void aWrongVerifierOrNoneIsRefused() throws Exception {
    dropbox.consentAutomatically();
    String challenge = "&code_challenge_method=S256&code_challenge=" + "a".repeat(43);

    assertThat(token(code(challenge), "&client_id=appkey&code_verifier=" + "b".repeat(43)))
        .contains("invalid_grant");
    assertThat(token(code(challenge), "&client_id=appkey")).contains("invalid_request");
    assertThat(token(code(""), "&client_id=appkey")).contains("invalid_client");
  }

  @Test
  void aPlainChallengeIsCompared() throws Exception {
    dropbox.consentAutomatically();
    String verifier = "v".repeat(43);

    assertThat(
            token(
                code("&code_challenge_method=plain&code_challenge=" + verifier),
                "&client_id=appkey&code_verifier=" + verifier))
        .contains("access_token");
  }

  @Test
  void anExpiredAccessTokenIsRefreshedByTheVendorsClient() throws Exception {
    DbxClientV2 client = client();
    client.users().getCurrentAccount();
    dropbox.expireAccessTokens();
    control.clearCalls();

    client.users().getCurrentAccount();

    assertThat(dropbox.calls())
        .extracting(call -> call.path() + " " + call.status())
        .containsExactly(
            "/2/users/get_current_account 401",
            "/oauth2/token 200",
            "/2/users/get_current_account 200");
  }

  @Test
  void accessTokensEndByTheClock() throws Exception {
    dropbox.options(new FaceOptions(60, false, false));
    DbxAuthFinish finish = authorize(TokenAccessType.ONLINE);
    DbxClientV2 client = new DbxClientV2(configuration().build(), finish.getAccessToken());
    control.advanceClock(Duration.ofSeconds(59));
    client.users().getCurrentAccount();

    control.advanceClock(Duration.ofSeconds(1));

    assertThatThrownBy(() -> client.users().getCurrentAccount())
        .isInstanceOfSatisfying(
            InvalidAccessTokenException.class,
            e -> assertThat(e.getAuthError().isExpiredAccessToken()).isTrue());
  }

  @Test
  void aRefreshAnswersWithoutARefreshTokenUnlessTokensRotate() throws Exception {
    String refreshToken = credential().getRefreshToken();
    String body = "grant_type=refresh_token&client_id=appkey&client_secret=appsecret";

    assertThat(tokenCall(body + "&refresh_token=" + refreshToken))
        .contains("access_token")
        .doesNotContain("refresh_token");

    dropbox.options(new FaceOptions(14_400, true, false));
    assertThat(tokenCall(body + "&refresh_token=" + refreshToken)).contains("\"refresh_token\":");
    assertThat(tokenCall(body + "&refresh_token=" + refreshToken)).contains("invalid_grant");
  }

  @Test
  void aRefreshTokenThatIsSentAfterItsRotationEndsTheGrantWhereThatIsAskedFor() throws Exception {
    String first = credential().getRefreshToken();
    String body = "grant_type=refresh_token&client_id=appkey&client_secret=appsecret";
    dropbox.options(new FaceOptions(14_400, true, false, Map.of("reusedGrant", "ended")));
    String newer =
        tokenCall(body + "&refresh_token=" + first)
            .replaceAll(".*\"refresh_token\":\"([^\"]+)\".*", "$1");

    assertThat(tokenCall(body + "&refresh_token=" + first)).contains("invalid_grant");

    assertThat(dropbox.tokens().refreshTokens().live()).isZero();
    assertThat(dropbox.tokens().accessTokens().live()).isZero();
    assertThat(tokenCall(body + "&refresh_token=" + newer)).contains("invalid_grant");
  }

  @Test
  void theParametersOfARefreshMayBeInTheQuery() throws Exception {
    String refreshToken = credential().getRefreshToken();

    HttpResponse<String> response =
        browser.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "https://api.dropboxapi.com/oauth2/token?grant_type=refresh_token"
                            + "&client_id=appkey&client_secret=appsecret&refresh_token="
                            + refreshToken))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.body()).contains("access_token");
  }

  @Test
  void aRefreshMayNarrowButNotWidenTheScope() throws Exception {
    dropbox.consentAutomatically();
    String tokens =
        token(
            code("&token_access_type=offline&scope=account_info.read+files.metadata.read"),
            "&client_id=appkey&client_secret=appsecret");
    String refreshToken = tokens.replaceAll(".*\"refresh_token\":\"([^\"]+)\".*", "$1");
    DbxCredential credential = new DbxCredential("old", 1L, refreshToken, APP_KEY, APP_SECRET);

    assertThat(credential.refresh(configuration().build(), List.of("account_info.read")).getScope())
        .isEqualTo("account_info.read");
    assertThatThrownBy(() ->
            new DbxClientV2(configuration().build(), credential.getAccessToken())
                .files()
                .listFolder(""))
        .isInstanceOfSatisfying(
            InvalidAccessTokenException.class,
            e -> assertThat(e.getAuthError().isMissingScope()).isTrue());
    assertThat(
            tokenCall(
                "grant_type=refresh_token&client_id=appkey&client_secret=appsecret"
                    + "&scope=files.content.write&refresh_token="
                    + refreshToken))
        .contains("invalid_scope");
  }

  @Test
  void revokingEndsTheAccessTokenAndItsRefreshToken() throws Exception {
    DbxCredential credential = credential();
    DbxClientV2 client = new DbxClientV2(configuration().build(), credential.getAccessToken());

    client.auth().tokenRevoke();

    assertThatThrownBy(() -> client.users().getCurrentAccount())
        .isInstanceOfSatisfying(
            InvalidAccessTokenException.class,
            e -> assertThat(e.getAuthError().isInvalidAccessToken()).isTrue());
    assertOAuthError("invalid_grant", () -> credential.refresh(configuration().build()));
    assertThat(dropbox.tokens().accessTokens().live()).isZero();
    assertThat(dropbox.tokens().refreshTokens().live()).isZero();
  }

  @Test
  void anApplicationKeepsTheSecretItUsedFirst() throws Exception {
    authorize(TokenAccessType.ONLINE);
    String code = code("");

    assertOAuthError(
        "invalid_client",
        () ->
            new DbxWebAuth(configuration().build(), new DbxAppInfo(APP_KEY, "other"))
                .finishFromCode(code, REDIRECT_URI));
  }

  @Test
  void aRegisteredApplicationKeepsToItsSecretAndRedirectUris() throws Exception {
    dropbox.consentAutomatically();
    dropbox.registerApp(APP_KEY, "registered", List.of(REDIRECT_URI));
    String code = code("");

    assertOAuthError("invalid_client", () -> webAuth().finishFromCode(code, REDIRECT_URI));
    assertThat(get(authorizeUrl("").replace("callback", "elsewhere")).statusCode()).isEqualTo(400);
  }

  private static String authorizeUrl(String more) {
    return "https://www.dropbox.com/oauth2/authorize?response_type=code&client_id=appkey"
        + "&redirect_uri="
        + encode(REDIRECT_URI)
        + more;
  }

  private static String code(String more) throws Exception {
    return redirect(get(authorizeUrl(more))).get("code")[0];
  }

  private static String token(String code, String more) throws Exception {
    return tokenCall(
        "grant_type=authorization_code&code="
            + code
            + "&redirect_uri="
            + encode(REDIRECT_URI)
            + more);
  }

  private static String tokenCall(String form) throws Exception {
    return post("https://api.dropboxapi.com/oauth2/token", form).body();
  }

  private static HttpResponse<String> submit(String page, User user, String decision)
      throws Exception {
    String fields =
        HIDDEN
            .matcher(page)
            .results()
            .map(field -> encode(unescape(field.group(1))) + "=" + encode(unescape(field.group(2))))
            .collect(Collectors.joining("&"));
    assertThat(page).contains("value=\"" + user.id() + "\"", "value=\"" + decision + "\"");
    return post(
        "https://www.dropbox.com/oauth2/authorize",
        fields + "&sandbox_user=" + encode(user.id()) + "&sandbox_decision=" + decision);
  }

  private static String unescape(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static HttpResponse<String> post(String url, String form) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void assertOAuthError(
      String error, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    // The vendor's client throws one of two types, as it exchanges a code or refreshes.
    assertThatThrownBy(call)
        .isInstanceOfAny(BadRequestException.class, DbxOAuthException.class)
        .satisfies(e ->
            assertThat(
                    e instanceof DbxOAuthException oauth
                        ? oauth.getDbxOAuthError().getError()
                        : e.getMessage())
                .contains(error));
  }
}
