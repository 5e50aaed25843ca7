package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.AuthorizationCodes;
import dev.valence.sandbox.face.ConsentFlow;
import dev.valence.sandbox.face.Face;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.FaceRecords;
import dev.valence.sandbox.face.FaceState;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.SandboxClock;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.Users;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Salesforce with one organization. The login site gives tokens, whose answers say where the
 * organization's own site is; only that has the REST API.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest.htm">
 *     REST API Developer Guide</a>
 */
public final class SalesforceFace implements Face {

  /** The variant that makes applications prove themselves by PKCE. */
  static final String REQUIRE_PKCE = "requirePkce";

  /** The variant that says how many megabytes of files there may be. */
  static final String FILE_STORAGE = "fileStorageMB";

  /** The variant that says how many calls of the REST API there may be in a day. */
  static final String DAILY_REQUESTS = "dailyApiRequests";

  /** The variant that says for how many seconds a query can be read on. */
  static final String CURSOR_LIFETIME = "cursorLifetimeSeconds";

  /** The id of the organization. */
  static final String ORGANIZATION_ID = "00D5j000000ValeEAC";

  private static final String LOGIN = "login";
  private static final String INSTANCE = "instance";
  private static final String USUAL_FILE_STORAGE = "10240";
  private static final String USUAL_DAILY_REQUESTS = "15000";
  private static final String USUAL_CURSOR_LIFETIME = "172800";
  private static final long TWO_HOURS_SECONDS = 7200;

  private final FaceState state;
  private final SalesforceFiles files;
  private final RecordStore records;
  private final SalesforceRecords controlledRecords;
  private final AuthorizationCodes<AuthorizationRequest> codes;
  private final ConsentFlow<AuthorizationRequest> authorize;
  private final TokenEndpoint token;
  private final Revocation revocation;
  private final Introspection introspection;
  private final Identity identity;
  private final Queries queries;
  private final Connect connect;
  private final Reports reports;
  private final InstanceApi api;
  private Hosts hosts = Hosts.unknown();

  /**
   * A Salesforce with one user, and no records and files.
   *
   * @param clock the time for expiries
   * @param directory where the bytes of files are kept
   * @throws IOException when the directory cannot be made
   */
  public SalesforceFace(SandboxClock clock, Path directory) throws IOException {
    Ids ids = new Ids();
    Schema schema = Schema.load();
    Users users = new Users(() -> ids.next("005"), NewUser.of("alex@example.com", "Alex Example"));
    Tokens tokens = new Tokens(clock);
    state =
        new FaceState(
            users,
            tokens,
            new FaceOptions(
                TWO_HOURS_SECONDS,
                false,
                false,
                Map.of(
                    REQUIRE_PKCE,
                    "false",
                    FILE_STORAGE,
                    USUAL_FILE_STORAGE,
                    DAILY_REQUESTS,
                    USUAL_DAILY_REQUESTS,
                    CURSOR_LIFETIME,
                    USUAL_CURSOR_LIFETIME)));
    records = new RecordStore(schema, users, clock, ids);
    codes = new AuthorizationCodes<>(clock);
    authorize = new ConsentFlow<>("Salesforce", state, new Authorization(state, codes));
    token = new TokenEndpoint(state, codes, clock);
    revocation = new Revocation(tokens);
    introspection = new Introspection(state);
    identity = new Identity(tokens, records);
    ContentBytes bytes = new ContentBytes(directory, this::fileStorage);
    Contents contents = new Contents(schema, records, bytes, clock);
    ContentFolders folders = new ContentFolders(schema, records, contents);
    files = new SalesforceFiles(contents, folders, bytes);
    ContentAccess access = new ContentAccess(schema, records, contents, folders);
    queries = new Queries(schema, records, access, ids, clock, this::cursorLifetime);
    BlobObjects blobs = new BlobObjects(records, bytes);
    Knowledge knowledge = new Knowledge(schema, records);
    RecordWriter writer =
        new RecordWriter(
            records,
            access,
            new ContentObjects(records, contents, folders, bytes),
            blobs,
            knowledge);
    reports = new Reports(schema, records, queries);
    reports.reset(users.all().getFirst().id());
    controlledRecords = new SalesforceRecords(schema, records, writer, reports);
    connect =
        new Connect(
            schema,
            records,
            contents,
            folders,
            bytes,
            new Feeds(ids, clock),
            new PublicLinks(contents, bytes, clock));
    api =
        new InstanceApi(
            tokens,
            new SObjects(
                schema,
                writer,
                queries,
                new Replication((call, type) -> queries.source(call, true).all(type), clock)),
            queries,
            new Search(schema, queries),
            connect,
            knowledge,
            reports,
            new Composite(),
            new RecordCollections(schema, writer, queries),
            new RecordTrees(schema, writer),
            new DailyRequests(clock, this::dailyRequests));
  }

  private long fileStorage() {
    return number(FILE_STORAGE, USUAL_FILE_STORAGE);
  }

  private long dailyRequests() {
    return number(DAILY_REQUESTS, USUAL_DAILY_REQUESTS);
  }

  private Duration cursorLifetime() {
    return Duration.ofSeconds(number(CURSOR_LIFETIME, USUAL_CURSOR_LIFETIME));
  }

  private long number(String variant, String usual) {
    return Long.parseLong(state.options().variants().getOrDefault(variant, usual));
  }

  @Override
  public String name() {
    return "salesforce";
  }

  @Override
  public List<Site> sites() {
    return List.of(new Site(LOGIN, Hosts.LOGIN), new Site(INSTANCE, List.of(Hosts.INSTANCE)));
  }

  @Override
  public void listensAt(Function<String, URI> addresses) {
    hosts = new Hosts(addresses.apply(LOGIN), addresses.apply(INSTANCE));
  }

  @Override
  public Map<String, Map<String, String>> elements() {
    return Stream.of("sfdc", "sfdcservicecloud", "sfdcmarketingcloud", "sfdcdocuments")
        .collect(
            Collectors.toMap(key -> key, key -> Map.of("site.address", hosts.login().toString())));
  }

  @Override
  public Answer answer(String site, Request request) throws IOException {
    String path = request.path();
    try {
      return switch (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) {
        case "/services/oauth2/authorize" -> authorize.answer(request);
        case "/services/oauth2/token" -> token.answer(request, hosts);
        case "/services/oauth2/revoke" -> revocation.answer(request);
        case "/services/oauth2/introspect" -> introspection.answer(request, hosts);
        case "/services/oauth2/userinfo" -> identity.userInfo(request, hosts);
        case String id when id.startsWith(Identity.PREFIX) -> identity.identity(request, hosts);
        case String data
            when site.equals(INSTANCE)
                && (data.equals(Versions.PREFIX) || data.startsWith(Versions.PREFIX + "/")) ->
            api.answer(request, hosts);
        case String page when site.equals(INSTANCE) && page.startsWith(PublicLinks.PREFIX) ->
            connect.page(request);
        default -> Answer.text(404, "There is nothing at this path.");
      };
    } catch (OAuthException e) {
      return e.toAnswer();
    }
  }

  @Override
  public Map<String, String> commonHeaders() {
    return Map.of("Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private");
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
  public Optional<FaceRecords> records() {
    return Optional.of(controlledRecords);
  }

  @Override
  public void reset() throws IOException {
    state.reset();
    codes.reset();
    records.reset();
    reports.reset(state.users().all().getFirst().id());
    queries.reset();
    connect.reset();
    api.reset();
  }
}
