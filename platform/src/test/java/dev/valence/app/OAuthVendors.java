package dev.valence.app;

import dev.valence.oauth.OAuth1Vendor;
import dev.valence.store.OwnerOnlyFile;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.jspecify.annotations.Nullable;

/**
 * Vendors whose protocol others judge, with an operator's elements for them, and the operator's own
 * apps: {@code signed} speaks OAuth 1.0a, {@code proven} OAuth 2.0 with PKCE, {@code sited} has
 * sites, {@code lent} has them too and an app of the operator's, and {@code plain} has no OAuth.
 */
public final class OAuthVendors implements QuarkusTestResourceLifecycleManager {

  static final String PUBLIC_URL = "https://api.example.com";

  private static @Nullable OAuth1Vendor oauth1;
  private @Nullable MockOAuth2Server oauth2;

  /** A server of its own for the tests that need these vendors. */
  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("valence.public-url", PUBLIC_URL + "/");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(TestPlatform.class), new TestResourceEntry(OAuthVendors.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  /** The vendor of OAuth 1.0a. */
  static OAuth1Vendor oauth1() {
    return Objects.requireNonNull(oauth1, "this test runs without OAuth 1.0a");
  }

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory("valence-oauth");
      oauth1 = new OAuth1Vendor();
      oauth2 = new MockOAuth2Server(new OAuth2Config(false, null, null, true));
      oauth2.start();
      URI authorization = byAddress(oauth2.authorizationEndpointUrl("issuer").toString());
      element(
          directory,
          "signed",
          "oauth1",
          URI.create(oauth1.url()).getAuthority(),
          """
            - {key: oauth.request.url, defaultValue: "%1$s/initiate"}
            - {key: oauth.authorization.url, defaultValue: "%1$s/authorize"}
            - {key: oauth.token.url, defaultValue: "%1$s/token"}
            - {key: base.url, defaultValue: "%1$s"}
          """
              .formatted(oauth1.url()));
      element(
          directory,
          "proven",
          "oauth2",
          authorization.getAuthority(),
          """
            - {key: oauth.authorization.url, defaultValue: "%s"}
            - {key: oauth.token.url, defaultValue: "%s"}
            - {key: oauth.pkce, defaultValue: S256}
            - {key: oauth.scope, defaultValue: openid}
            - {key: oauth.user.refresh_interval, internal: false}
            - {key: base.url, defaultValue: "http://%s"}
          """
              .formatted(
                  authorization,
                  byAddress(oauth2.tokenEndpointUrl("issuer").toString()),
                  authorization.getAuthority()));
      for (String key : List.of("sited", "lent")) {
        element(
            directory,
            key,
            "oauth2",
            "\"*.sites.example\"",
            """
              - {key: oauth.authorization.url, defaultValue: "{siteAddress}/authorize"}
              - {key: oauth.token.url, defaultValue: "https://{subdomain}.sites.example/token"}
              - {key: base.url, defaultValue: "https://api.sites.example"}
              - {key: site.address, name: Site, description: The site}
              - {key: subdomain, name: Subdomain, description: The part before the site}
            parameters:
              - name: site.address
                type: configuration
                vendorName: siteAddress
                vendorType: path
                source: request
            """);
      }
      element(
          directory,
          "plain",
          "basic",
          "api.plain.example",
          """
            - {key: base.url, defaultValue: "https://api.plain.example"}
          """);
      Path apps = directory.resolve("apps.yaml");
      OwnerOnlyFile.write(
          apps,
          """
          dropbox: {apiKey: the operator's key, apiSecret: the operator's secret}
          lent: {apiKey: the operator's key, apiSecret: the operator's secret}
          signed:
            apiKey: '%s'
            apiSecret: '%s'
            callbackUrl: %s
          """
              .formatted(OAuth1Vendor.KEY, OAuth1Vendor.SECRET, Api.CALLBACK));
      return Map.of(
          "valence.elements", directory.toString(), "valence.oauth-apps", apps.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI byAddress(String url) {
    return URI.create(url.replace("localhost", "127.0.0.1"));
  }

  private static void element(
      Path directory, String key, String authentication, String host, String configuration)
      throws IOException {
    Path folder = Files.createDirectory(directory.resolve(key));
    Files.writeString(
        folder.resolve("element.yaml"),
        """
        key: %1$s
        name: The %1$s vendor
        description: An account of the %1$s vendor
        hub: documents
        connector: testconnector
        hosts: [%2$s]
        authentication: {type: %3$s}
        standard: [%3$s, interface]
        configuration:
        %4$s
        """
            .formatted(key, host, authentication, configuration));
  }

  @Override
  public void stop() {
    Objects.requireNonNull(oauth2).shutdown();
    oauth1().close();
    oauth1 = null;
  }
}
