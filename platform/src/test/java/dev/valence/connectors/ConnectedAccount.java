package dev.valence.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.catalog.BuiltInElements;
import dev.valence.catalog.EndpointOverlay.Endpoints;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Governor;
import dev.valence.egress.Sender;
import dev.valence.egress.TestGovernor;
import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Credential;
import dev.valence.engine.Engine;
import dev.valence.engine.ItemRecords;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.jdbc.DatabaseSettings;
import dev.valence.jdbc.Databases;
import dev.valence.model.Configuration;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Signer;
import dev.valence.oauth.OAuth2Client;
import dev.valence.oauth.OAuth2Settings;
import dev.valence.oauth.TokenSet;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.User;
import dev.valence.script.ScriptLimits;
import dev.valence.script.Scripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A running sandbox with one connected account of a built-in element, and the engine that calls it.
 */
public abstract class ConnectedAccount implements AutoCloseable, ConnectedInstance, Credential {

  public static final String CALLBACK = "https://app.example.com/callback";

  protected final Engine engine;
  protected final Configuration configuration;

  protected final Sandbox sandbox;
  private final SandboxClient client;
  private final FaceClient vendor;
  private final HttpClient browser = HttpClient.newHttpClient();
  private final Egress egress =
      new Egress(EgressSettings.of("test").withResponseTimeout(Duration.ofSeconds(5)));
  private final Sender sender;
  private final Governor governor = TestGovernor.alone(Duration.ofSeconds(10));
  private final OAuth2Client oauth = new OAuth2Client();
  private final Element element;
  private final List<Connector> connectors;
  private final Map<String, String> own = new HashMap<>();
  private final Map<String, String> kept = new HashMap<>();
  private Secret accessToken = Secret.of("");
  private Secret refreshToken = Secret.of("");
  private int renewals;
  private long connections;
  private ItemRecords items = new ItemsInMemory();

  /**
   * @param key the element's
   * @param face the sandbox's name of the vendor
   */
  protected ConnectedAccount(String key, String face, Connector... connectors) {
    sandbox = start();
    client = sandbox.client();
    vendor = client.face(face);
    this.connectors = List.of(connectors);
    SandboxClient.Element overlay = client.elements().get(key);
    element = BuiltInElements.of(key, new Endpoints(overlay.configuration(), overlay.hosts()));
    configuration = Configuration.of(element, entry -> Optional.ofNullable(own.get(entry)));
    sender = egress.bind(AllowedHosts.of(element.hosts()));
    DocumentsContract documents = new DocumentsContract();
    engine =
        new Engine(
            new ConnectorRegistry(List.of(connectors), documents),
            documents,
            egress,
            governor,
            new OAuth1Signer(),
            new Scripts(ScriptLimits.standard()),
            new Databases(DatabaseSettings.of(List.of(), List.of(), List.of())));
  }

  /** Back to an empty account that has just been connected, with these settings. */
  public HubCaller connected(Map<String, String> settings) {
    client.reset();
    connections++;
    own.clear();
    kept.clear();
    items = new ItemsInMemory();
    own.putAll(settings);
    own.put("oauth.api.key", "app-key");
    own.put("oauth.api.secret", "app-secret");
    own.put("oauth.callback.url", CALLBACK);
    vendor().consentAutomatically();
    OAuth2Settings oauth2 = OAuth2Settings.of(configuration::find);
    String url = oauth.authorizationUrl(oauth2, "state", null, Map.of(), null);
    take(oauth.exchange(sender, oauth2, consent(url), null, tokenParameters()));
    renewals = 0;
    client.clearCalls();
    return new HubCaller(call -> engine.call(this, call));
  }

  /** Back to an empty account that has just been connected. */
  public HubCaller emptied() {
    return connected(Map.of());
  }

  /** What is tested. */
  public DocumentsConnector connector() {
    return connectors.stream()
        .filter(connector -> connector.name().equals(element.connector()))
        .map(DocumentsConnector.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The simulated vendor. */
  public FaceClient vendor() {
    return vendor;
  }

  public SandboxClient sandbox() {
    return client;
  }

  /** Whose account it is. */
  public User user() {
    return vendor().users().getFirst();
  }

  /** Stores a file at the vendor. */
  public void store(String path, byte[] content) {
    vendor().putFile(user(), path, content);
  }

  /** Gives the instance a value of its own until it is connected again. */
  public void configure(String key, String value) {
    own.put(key, value);
  }

  /** How many times the access token was renewed since the account was connected. */
  public int renewals() {
    return renewals;
  }

  @Override
  public Element element() {
    return element;
  }

  @Override
  public long instanceId() {
    return connections;
  }

  @Override
  public long organizationId() {
    return 1;
  }

  @Override
  public Set<String> configurationKeys() {
    return own.keySet();
  }

  @Override
  public void keep(Map<String, String> values) {
    kept.putAll(values);
    own.putAll(values);
  }

  /** What the engine has kept since the account was connected. */
  public Map<String, String> kept() {
    return Map.copyOf(kept);
  }

  @Override
  public Optional<String> configuration(String key) {
    return configuration.find(key);
  }

  @Override
  public ItemRecords items() {
    return items;
  }

  @Override
  public Credential credential() {
    return this;
  }

  @Override
  public Secret accessToken() {
    return accessToken;
  }

  @Override
  public void worked(Secret accepted) {
    assertThat(accepted).isEqualTo(accessToken);
  }

  @Override
  public Secret renewed(Secret refused) {
    renewals++;
    take(
        oauth.refresh(
            sender, OAuth2Settings.of(configuration::find), refreshToken, tokenParameters()));
    return accessToken;
  }

  @Override
  public void close() throws IOException {
    governor.close();
    egress.close();
    browser.close();
    sandbox.close();
  }

  /** Keeps tokens, as an instance does. */
  private void take(TokenSet tokens) {
    accessToken = tokens.accessToken();
    refreshToken = tokens.refreshToken().orElse(refreshToken);
    element
        .authentication()
        .keep()
        .forEach((member, key) -> own.put(key, tokens.others().get(member)));
  }

  private Map<String, String> tokenParameters() {
    return engine.tokenParameters(element, configuration);
  }

  private Secret consent(String url) {
    try {
      String location =
          browser
              .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
              .headers()
              .firstValue("Location")
              .orElseThrow();
      String code = location.replaceAll(".*[?&]code=([^&]*).*", "$1");
      return Secret.of(URLDecoder.decode(code, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Sandbox start() {
    try {
      return Sandbox.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
