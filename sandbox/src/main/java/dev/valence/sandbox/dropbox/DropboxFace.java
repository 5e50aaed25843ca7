package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.Face;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.SandboxClock;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.Users;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dropbox: OAuth 2.0, and of the API v2 the functions about users, files, properties and links.
 *
 * @see <a href="https://www.dropbox.com/developers/documentation/http/documentation">Dropbox API
 *     v2</a>
 */
public final class DropboxFace implements Face {

  private static final long FOUR_HOURS_SECONDS = 14_400;

  // 26 bytes make 35 characters, with the prefix the 40 that account identifiers have.
  private static final int ACCOUNT_ID_BYTES = 26;
  private static final int REQUEST_ID_BYTES = 16;

  private final FaceState state;
  private final DropboxFiles files;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final ConsentFlow<AuthorizationRequest> authorize;
  private final TokenEndpoint token;
  private final Addresses addresses = new Addresses();
  private final TemporaryLinks temporaryLinks;
  private final SharedLinks links;
  private final LinkPages linkPages;
  private final UploadRoutes uploads;
  private final RelocationRoutes relocations = new RelocationRoutes();
  private final DropboxApi api;

  /**
   * A Dropbox with one account and no files.
   *
   * @param clock the time for expiries
   * @param directory where the bytes of files are kept
   * @throws IOException when the directory cannot be made
   */
  public DropboxFace(SandboxClock clock, Path directory) throws IOException {
    Users users =
        new Users(
            () -> "dbid:" + Secrets.random(ACCOUNT_ID_BYTES),
            NewUser.of("alex@example.com", "Alex Example"));
    Tokens tokens = new Tokens(clock);
    Map<String, String> variants = Map.of(TokenEndpoint.REUSED_GRANT, "kept");
    state =
        new FaceState(users, tokens, new FaceOptions(FOUR_HOURS_SECONDS, false, false, variants));
    files = new DropboxFiles(directory, clock);
    codes = new AuthorizationCodes<>(clock);
    authorize = new ConsentFlow<>("Dropbox", state, new Authorization(state.apps(), codes));
    token = new TokenEndpoint(state, codes);
    temporaryLinks = new TemporaryLinks(addresses, clock);
    links = new SharedLinks(files, addresses, clock);
    linkPages = new LinkPages(links, files);
    uploads = new UploadRoutes(files, clock);
    api =
        new DropboxApi(
            tokens,
            files,
            List.of(
                new AccountRoutes(tokens).routes(),
                new ListRoutes(state::options).routes(),
                new LongpollRoutes(files, clock).routes(),
                FileRoutes.routes(),
                new ContentRoutes(files, links, temporaryLinks).routes(),
                Paper.routes(),
                RevisionRoutes.routes(),
                SearchRoutes.routes(),
                TagRoutes.routes(),
                TemplateRoutes.routes(),
                PropertyRoutes.routes(),
                new LinkRoutes(links).routes(),
                relocations.routes(),
                uploads.routes()));
  }

  /** The functions of the API by their names, such as {@code files/upload}. */
  Map<String, Route> routes() {
    return api.routes();
  }

  @Override
  public String name() {
    return "dropbox";
  }

  @Override
  public List<Site> sites() {
    return List.of(
        new Site(
            "",
            List.of(
                "api.dropboxapi.com",
                "content.dropboxapi.com",
                "notify.dropboxapi.com",
                "api.dropbox.com",
                "www.dropbox.com",
                "dropbox.com",
                TemporaryLinks.HOST)));
  }

  @Override
  public void listensAt(Function<String, URI> addresses) {
    this.addresses.listensAt(addresses.apply(""));
  }

  @Override
  public Map<String, Map<String, String>> elements() {
    URI base = addresses.served();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("oauth.authorization.url", base + "/oauth2/authorize");
    settings.put("oauth.token.url", base + "/oauth2/token");
    settings.put("oauth.token.revoke_url", base + "/2/auth/token/revoke");
    settings.put("base.url", base + "/2");
    settings.put("dropbox.content.url", base + "/2");
    return Map.of("dropbox", settings);
  }

  @Override
  public Answer answer(String site, Request request) throws IOException {
    return switch (request.path()) {
      case "/oauth2/authorize" -> authorize.answer(request);
      case "/oauth2/token" -> token.answer(request);
      case String path when path.startsWith(DropboxApi.PREFIX) -> api.answer(request);
      case String path when TemporaryLinks.isFor(request) -> temporaryLinks.answer(request);
      case String path when SharedLinks.isFor(request) -> linkPages.answer(request);
      default -> Answer.text(404, "There is nothing at this path.");
    };
  }

  @Override
  public Map<String, String> commonHeaders() {
    return Map.of("X-Dropbox-Request-Id", Secrets.randomHex(REQUEST_ID_BYTES));
  }

  @Override
  public FaceState state() {
    return state;
  }

  @Override
  public Optional<FaceFiles> files() {
    return Optional.of(files);
  }

  @Override
  public void reset() throws IOException {
    state.reset();
    codes.reset();
    uploads.reset();
    relocations.reset();
    links.reset();
    temporaryLinks.reset();
    files.reset();
  }
}
