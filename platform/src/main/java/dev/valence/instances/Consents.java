package dev.valence.instances;

import dev.valence.catalog.Catalog;
import dev.valence.catalog.Viewer;
import dev.valence.egress.Egress;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuth1Client;
import dev.valence.oauth.OAuth1Settings;
import dev.valence.oauth.OAuth2Client;
import dev.valence.oauth.OAuth2Settings;
import dev.valence.oauth.OAuthException;
import dev.valence.oauth.PkceVerifier;
import dev.valence.oauth.RequestToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The first step of connecting an account: where its user consents (contract, core 2.2, 2.3). */
@ApplicationScoped
class Consents {

  private static final String OAUTH1 = "oauth1";
  private static final List<String> APP = List.of("apiKey", "apiSecret", "callbackUrl");

  /** The entries of the configuration that parameters stand for. */
  private static final Map<String, String> ENTRIES =
      Map.of(
          "apiKey", "oauth.api.key",
          "apiSecret", "oauth.api.secret",
          "callbackUrl", "oauth.callback.url");

  /** What a caller says of the provider's site. */
  private static final List<String> SITE = List.of("siteAddress", "subdomain");

  /** The URLs of the flow. */
  private static final List<String> URLS =
      List.of("oauth.request.url", "oauth.authorization.url", "oauth.token.url");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]+)}");

  private final Catalog catalog;
  private final OAuth1Client oauth1;
  private final OAuth2Client oauth2;
  private final Egress egress;
  private final PkceVerifiers verifiers;
  private final ConsentSteps steps;

  Consents(
      Catalog catalog,
      OAuth1Client oauth1,
      OAuth2Client oauth2,
      Egress egress,
      PkceVerifiers verifiers,
      ConsentSteps steps) {
    this.catalog = catalog;
    this.oauth1 = oauth1;
    this.oauth2 = oauth2;
    this.egress = egress;
    this.verifiers = verifiers;
    this.steps = steps;
  }

  /**
   * The element whose user is to consent.
   *
   * @param viewer who asks for it
   * @throws ApiException 404 when there is none; 400 when its users have nothing to consent to, or
   *     the request wants another kind of authentication
   */
  Element element(Viewer viewer, String keyOrId, ConsentRequest request) {
    Element element = catalog.require(viewer, keyOrId);
    if (!RegisteredApp.fits(element)) {
      throw ApiException.badRequest(
          "The element " + element.key() + " does not authenticate with OAuth.");
    }
    String type = element.authentication().type();
    if (request.find("authentication.type").filter(wanted -> !wanted.equals(type)).isPresent()) {
      throw ApiException.badRequest(
          "authentication.type is wrong: the element %s authenticates with %s."
              .formatted(element.key(), type));
    }
    return element;
  }

  /** Whether an element speaks OAuth 1.0a, so that its consent begins with a request token. */
  static boolean needsRequestToken(Element element) {
    return element.authentication().type().equals(OAUTH1);
  }

  /**
   * The URL at which a user consents.
   *
   * @param organizationId who asks; 0 for anybody
   * @param hosted how a flow that the platform hosts keeps its proof, and what state it gives to
   *     the provider
   * @throws ApiException 400 that names everything that is missing or wrong
   */
  String url(
      long organizationId, Element element, ConsentRequest request, @Nullable Hosting hosted) {
    List<String> wanted = new ArrayList<>(APP);
    if (needsRequestToken(element)) {
      wanted.add("requestToken");
    }
    ConfiguredElement configured = configuration(element, request, wanted);
    if (ConsentSteps.givesUrl(element)) {
      String state = hosted == null ? request.stateOr(element.key()) : hosted.state(null).reveal();
      return steps.url(organizationId, configured, request, state);
    }
    if (needsRequestToken(element)) {
      return oauth1.authorizationUrl(
          OAuth1Settings.of(configured::find),
          Secret.of(request.find("requestToken").orElseThrow()),
          request.stateOr(element.key()),
          request.without(choices(element)).further());
    }
    OAuth2Settings settings = OAuth2Settings.of(configured::find);
    PkceVerifier verifier =
        hosted == null ? verifiers.derived(element, settings) : verifiers.fresh(settings);
    return oauth2.authorizationUrl(
        settings,
        hosted == null ? request.stateOr(element.key()) : hosted.state(verifier).reveal(),
        request.find("scope").orElse(null),
        request.without(choices(element)).further(),
        verifier == null ? null : verifier.challenge());
  }

  /** A flow that the platform hosts. */
  @FunctionalInterface
  interface Hosting {

    /**
     * Keeps the flow and gives its state.
     *
     * @param verifier the proof that is to accompany the code; null for none
     */
    Secret state(@Nullable PkceVerifier verifier);
  }

  /**
   * Gets a request token of OAuth 1.0a.
   *
   * @param organizationId who asks; 0 for anybody
   * @throws ApiException 400 that names everything that is missing or wrong, or with the provider's
   *     words when it refuses; 502 when it fails
   */
  RequestToken requestToken(long organizationId, Element element, ConsentRequest request) {
    if (!needsRequestToken(element)) {
      throw ApiException.badRequest(
          "The element "
              + element.key()
              + " does not authenticate with OAuth 1.0a: it has no request tokens.");
    }
    ConfiguredElement configured = configuration(element, request, APP);
    if (ConsentSteps.givesRequestToken(element)) {
      return steps.requestToken(organizationId, configured, request);
    }
    OAuth1Settings settings = OAuth1Settings.of(configured::find);
    try {
      return oauth1.requestToken(egress.bind(Destinations.hosts(configured)), settings);
    } catch (OAuthException e) {
      throw failure(element, e);
    }
  }

  /** The configuration that the request and the element make, whose URLs may be called. */
  private static ConfiguredElement configuration(
      Element element, ConsentRequest request, List<String> wanted) {
    Map<String, String> entries = new LinkedHashMap<>(ENTRIES);
    if (needsRequestToken(element)) {
      entries.put("scope", "oauth.scope");
    }
    for (String name : SITE) {
      Configuration.entryOf(element, name).ifPresent(key -> entries.put(name, key));
    }
    choices(element).forEach(key -> entries.put(key, key));
    ConfiguredElement configured = new ConfiguredElement(element, Map.of());
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      Optional<String> text = request.find(entry.getKey());
      configured = text.isPresent() ? configured.with(entry.getValue(), text.get()) : configured;
    }
    List<String> all = new ArrayList<>(wanted);
    all.addAll(unfilled(configured));
    request.require(all);
    List<String> faults = Destinations.faults(configured);
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    return configured;
  }

  /** The entries by which a caller chooses what other entries have, such as the kind of login. */
  private static List<String> choices(Element element) {
    return element.configuration().stream()
        .filter(ConfigurationEntry::decides)
        .map(ConfigurationEntry::key)
        .toList();
  }

  /** What of the site the URLs still want. */
  private static List<String> unfilled(ConfiguredElement configured) {
    return URLS.stream()
        .flatMap(key -> configured.find(key).stream())
        .flatMap(url -> PLACEHOLDER.matcher(url).results())
        .map(placeholder -> placeholder.group(1))
        .filter(SITE::contains)
        .distinct()
        .toList();
  }

  private static ApiException failure(Element element, OAuthException failure) {
    String provider = element.name();
    return switch (failure.kind()) {
      case REFUSED ->
          ApiException.ofProvider(
              400,
              provider + " gave no request token.",
              failure.providerMessage().orElse(null),
              failure);
      case UNAVAILABLE, MALFORMED ->
          ApiException.ofProvider(
              502,
              provider + " could not give a request token: " + failure.getMessage(),
              failure.providerMessage().orElse(null),
              failure);
    };
  }
}
