package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.Face;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.FaceRecords;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.SandboxClock;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.Users;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Instagram: OAuth 2.0, accounts, what they publish and what is said about it, as the API v1 had
 * them and as the Instagram API of today has them, with Instagram Login and with Facebook Login.
 *
 * @see <a href="https://developers.facebook.com/docs/instagram-platform">Instagram Platform</a>
 */
public final class InstagramFace implements Face {

  private static final Site WWW = new Site("www", List.of("www.instagram.com", "instagram.com"));
  private static final Site API = new Site("api", List.of("api.instagram.com"));
  private static final Site GRAPH = new Site("graph", List.of("graph.instagram.com"));
  private static final Site FACEBOOK =
      new Site("facebook", List.of("www.facebook.com", "graph.facebook.com"));
  private static final List<Site> SITES = List.of(WWW, API, GRAPH, FACEBOOK);

  /** What may stand before a path of the graph. */
  static final String VERSION = "v\\d+\\.\\d+";

  private static final String GRAPH_VERSION = "v24.0";
  private static final long SIXTY_DAYS_SECONDS = 5_184_000;
  private static final long LOWEST_USER_ID = 17_841_400_000_000_000L;
  private static final long HIGHEST_USER_ID = 17_841_500_000_000_000L;
  private static final int TRACE_BYTES = 16;

  private final FaceState state;
  private final AccessTokens tokens;
  private final World world;
  private final Containers containers;
  private final Hashtags hashtags;
  private final RateLimits limits;
  private final WorldRecords records;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final ConsentFlow<AuthorizationRequest> authorizeLegacy;
  private final ConsentFlow<AuthorizationRequest> authorize;
  private final ConsentFlow<AuthorizationRequest> authorizeAtFacebook;
  private final TokenEndpoint token;
  private final FacebookLogin facebookToken;
  private final LegacyApi legacy;
  private final GraphApi graph;
  private final GraphApi facebook;
  private Function<String, URI> addresses = site -> URI.create("https://" + site);

  /**
   * An Instagram with one account and no media.
   *
   * @param clock the time for expiries
   */
  public InstagramFace(SandboxClock clock) {
    Users users = new Users(InstagramFace::userId, NewUser.of("alex@example.com", "Alex Example"));
    Tokens standing = new Tokens(clock);
    FaceOptions options = new FaceOptions(SIXTY_DAYS_SECONDS, false, false, Variants.DEFAULTS);
    FaceState faceState = new FaceState(users, standing, options);
    state = faceState;
    Variants variants = new Variants(() -> faceState);
    tokens = new AccessTokens(standing, clock);
    world = World.of(clock, users);
    GraphValues values = new GraphValues(world);
    records = new WorldRecords(world, values);
    containers = new Containers(world, variants);
    hashtags = new Hashtags(world, variants);
    limits = new RateLimits(clock, variants);
    codes = new AuthorizationCodes<>(clock);
    authorizeLegacy = consent(Generation.LEGACY);
    authorize = consent(Generation.CURRENT);
    authorizeAtFacebook = consent(Generation.FACEBOOK);
    token = new TokenEndpoint(state, codes, tokens, world.profiles());
    facebookToken = new FacebookLogin(state, codes, tokens);
    legacy = new LegacyApi(state.apps(), tokens, world, variants, request -> origin(API, request));
    graph = graph(Generation.CURRENT, GRAPH, values);
    facebook = graph(Generation.FACEBOOK, FACEBOOK, values);
  }

  private GraphApi graph(Generation generation, Site site, GraphValues values) {
    return new GraphApi(
        generation,
        state,
        tokens,
        world,
        values,
        containers,
        hashtags,
        limits,
        request -> origin(site, request));
  }

  private ConsentFlow<AuthorizationRequest> consent(Generation generation) {
    return new ConsentFlow<>(
        "Instagram", state, new Authorization(generation, state.apps(), codes));
  }

  private static String userId() {
    return Long.toString(ThreadLocalRandom.current().nextLong(LOWEST_USER_ID, HIGHEST_USER_ID));
  }

  @Override
  public String name() {
    return "instagram";
  }

  @Override
  public List<Site> sites() {
    return SITES;
  }

  @Override
  public void listensAt(Function<String, URI> siteAddresses) {
    addresses = siteAddresses;
  }

  @Override
  public Map<String, Map<String, String>> elements() {
    URI www = addresses.apply(WWW.name());
    URI api = addresses.apply(API.name());
    URI graphApi = addresses.apply(GRAPH.name());
    URI facebookSite = addresses.apply(FACEBOOK.name());
    return Map.of(
        "instagram",
        Map.of(
            "oauth.authorization.url", api + "/oauth/authorize",
            "oauth.token.url", api + "/oauth/access_token",
            "base.url", api + "/" + LegacyApi.VERSION),
        "instagramgraph",
        Map.of(
            "oauth.authorization.url", www + "/oauth/authorize",
            "oauth.token.url", api + "/oauth/access_token",
            "oauth.token.long_lived.url", graphApi + "/access_token",
            "oauth.token.refresh_url", graphApi + "/refresh_access_token",
            "base.url", graphApi + "/" + GRAPH_VERSION,
            "facebook.www.url", facebookSite.toString(),
            "facebook.graph.url", facebookSite.toString()));
  }

  @Override
  public Answer answer(String site, Request request) throws IOException {
    if (site.equals(GRAPH.name())) {
      return graph.answer(request);
    }
    List<String> path = segments(request.path());
    if (site.equals(FACEBOOK.name())) {
      return atFacebook(path, request);
    }
    boolean api = site.equals(API.name());
    if (path.equals(List.of("oauth", "authorize"))) {
      return (api ? authorizeLegacy : authorize).answer(request);
    }
    if (api && path.equals(List.of("oauth", "access_token"))) {
      return token.answer(request);
    }
    if (api && !path.isEmpty() && path.getFirst().equals(LegacyApi.VERSION)) {
      return legacy.answer(request, path.subList(1, path.size()));
    }
    return Answer.text(404, "There is nothing at this path.");
  }

  /** Facebook's two hosts are told apart by path; both take a version before it. */
  private Answer atFacebook(List<String> path, Request request) throws IOException {
    boolean versioned = !path.isEmpty() && path.getFirst().matches(VERSION);
    List<String> rest = versioned ? path.subList(1, path.size()) : path;
    if (rest.equals(List.of("dialog", "oauth"))) {
      return authorizeAtFacebook.answer(request);
    }
    return rest.equals(List.of("oauth", "access_token"))
        ? facebookToken.answer(request)
        : facebook.answer(request);
  }

  /** The segments of a path; clients of all ages put more slashes in than needed. */
  static List<String> segments(String path) {
    return Arrays.stream(path.split("/", -1)).filter(Predicate.not(String::isEmpty)).toList();
  }

  /** Where the other pages of a listing are: there where the client found the first one. */
  private String origin(Site site, Request request) {
    return site.hosts().contains(request.host())
        ? "https://" + request.host()
        : addresses.apply(site.name()).toString();
  }

  @Override
  public Map<String, String> commonHeaders() {
    return Map.of("X-FB-Trace-ID", Secrets.random(TRACE_BYTES));
  }

  @Override
  public FaceState state() {
    return state;
  }

  @Override
  public Optional<FaceRecords> records() {
    return Optional.of(records);
  }

  @Override
  public void reset() {
    state.reset();
    codes.reset();
    tokens.reset();
    world.reset();
    containers.reset();
    hashtags.reset();
    limits.reset();
    legacy.reset();
  }
}
