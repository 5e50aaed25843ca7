package dev.valence.sandbox.microsoft;

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
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.Users;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Microsoft: sign-in, and OneDrive for Business under Graph and under SharePoint. */
public final class MicrosoftFace implements Face {

  /** The variant of how version 1.0 of the token endpoint writes numbers. */
  static final String V1_NUMBERS = "v1Numbers";

  private static final Map<String, String> VARIANTS =
      Map.of(
          V1_NUMBERS,
          "strings",
          Sharing.ANONYMOUS_LINKS,
          "allowed",
          Copies.MILLIS,
          "100",
          Copies.END,
          "200",
          ResourceSite.TOKENS_AT_OPEN_DOORS,
          "refused");

  private static final long ONE_HOUR_SECONDS = 3599;

  private final FaceState state;
  private final MicrosoftFiles files;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final TokenEndpoint token;
  private final Uploads uploads;
  private final Copies copies;
  private final Sharing sharing;
  private final Addresses addresses = new Addresses();
  private final LoginSite login;
  private final ResourceSite graph;
  private final ResourceSite sharepoint;

  /**
   * A tenant with one account and no files.
   *
   * @param clock the time for expiries
   * @param directory where the bytes of files are kept
   * @throws IOException when the directory cannot be made
   */
  public MicrosoftFace(SandboxClock clock, Path directory) throws IOException {
    Users users =
        new Users(
            () -> UUID.randomUUID().toString(),
            NewUser.of("alex@contoso.onmicrosoft.com", "Alex Example"));
    state =
        new FaceState(
            users, new Tokens(clock), new FaceOptions(ONE_HOUR_SECONDS, false, false, VARIANTS));
    files = new MicrosoftFiles(directory, clock);
    codes = new AuthorizationCodes<>(clock);
    token = new TokenEndpoint(state, codes, addresses, clock);
    login = new LoginSite(addresses, clock, authorize(Version.V1), authorize(Version.V2), token);
    Downloads downloads = new Downloads(users, files, clock);
    uploads = new Uploads(files, clock);
    copies = new Copies(state);
    sharing = new Sharing(state, clock);
    DriveApi api =
        new DriveApi(state, new ItemRoutes(files), uploads, copies, sharing, new Changes(clock));
    List<OpenDoor> doors =
        List.of(downloads, uploads, copies, new SharedFiles(sharing, files, downloads, addresses));
    graph =
        new ResourceSite(Resource.GRAPH, state, files, downloads, api, List.of(), addresses, clock);
    sharepoint =
        new ResourceSite(
            Resource.SHAREPOINT, state, files, downloads, api, doors, addresses, clock);
  }

  private ConsentFlow<AuthorizationRequest> authorize(Version version) {
    return new ConsentFlow<>(
        "Microsoft", state, new Authorization(version, state.apps(), addresses, codes));
  }

  @Override
  public String name() {
    return "microsoft";
  }

  @Override
  public List<Site> sites() {
    return Stream.of(Addresses.LOGIN, Resource.GRAPH.site(), Resource.SHAREPOINT.site())
        .map(site -> new Site(site, List.of(Addresses.vendorHost(site))))
        .toList();
  }

  @Override
  public void listensAt(Function<String, URI> served) {
    addresses.listensAt(served);
  }

  @Override
  public Map<String, Map<String, String>> elements() {
    URI signIn = addresses.of(Addresses.LOGIN);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("oauth.authorization.url", signIn + "/common/oauth2/authorize?api-version=2.0");
    settings.put("oauth.token.url", signIn + "/common/oauth2/token?api-version=2.0");
    // The address of the tenant is the caller's to fill in.
    settings.put("base.url", "http://{siteAddress}/_api/v2.0/me");
    settings.put("onedrivebusiness.graph.url", addresses.of(Resource.GRAPH.site()) + "/v1.0");
    return Map.of("onedrivebusiness", settings);
  }

  @Override
  public Answer answer(String site, Request request) throws IOException {
    return switch (site) {
      case "graph" -> graph.answer(request);
      case "sharepoint" -> sharepoint.answer(request);
      default -> login.answer(request);
    };
  }

  /** None, as the identifier of a call stands in the body of an error as well. */
  @Override
  public Map<String, String> commonHeaders() {
    return Map.of();
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
    token.reset();
    uploads.reset();
    copies.reset();
    sharing.reset();
    files.reset();
  }
}
