package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.Catalog;
import dev.valence.catalog.Viewer;
import dev.valence.identity.Principal;
import dev.valence.instances.ProxiedConsentRepository.Application;
import dev.valence.instances.ProxiedConsentRepository.Asked;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * OAuth proxies (contract, core 4.6): the provider sends users to one redirect URI, the platform's,
 * which sends them on to the application that they came from.
 */
@ApplicationScoped
class OAuthProxies {

  private static final int LONGEST_NAME = 200;
  private static final int MOST_URLS = 100;

  private final OAuthProxyRepository proxies;
  private final ProxiedConsentRepository consents;
  private final Consents urls;
  private final DefaultApps defaultApps;
  private final Catalog catalog;

  OAuthProxies(
      OAuthProxyRepository proxies,
      ProxiedConsentRepository consents,
      Consents urls,
      DefaultApps defaultApps,
      Catalog catalog) {
    this.proxies = proxies;
    this.consents = consents;
    this.urls = urls;
    this.defaultApps = defaultApps;
    this.catalog = catalog;
  }

  /**
   * A proxy as the API shows it.
   *
   * @param apps by the keys of elements, without those of elements that are gone
   */
  record Shown(
      long id,
      String name,
      List<String> applicationUrls,
      SequencedMap<String, RegisteredApp> apps) {}

  Shown show(Principal caller, OAuthProxy proxy) {
    SequencedMap<String, RegisteredApp> apps = new LinkedHashMap<>();
    proxy
        .apps()
        .forEach((element, app) ->
            catalog.keyOf(caller.organizationId(), element).ifPresent(key -> apps.put(key, app)));
    return new Shown(proxy.id(), proxy.name(), proxy.applicationUrls(), apps);
  }

  List<OAuthProxy> list(Principal caller) {
    return proxies.list(caller.organizationId());
  }

  /**
   * Makes a proxy.
   *
   * @param apps by the keys of elements
   * @throws ApiException 400 that names every fault; 409 when the organization has one of that name
   */
  OAuthProxy create(Principal caller, @Nullable String name, Map<String, JsonNode> apps) {
    List<String> faults = new ArrayList<>();
    String label = name == null ? "" : name.strip();
    if (label.isEmpty()) {
      faults.add("name is missing.");
    } else if (label.length() > LONGEST_NAME || label.indexOf(0) >= 0) {
      faults.add("name is longer than " + LONGEST_NAME + " characters, or has a NUL character.");
    }
    Viewer viewer = catalog.viewer(caller);
    Map<Long, RegisteredApp> read = new HashMap<>();
    apps.forEach((key, app) -> {
      Optional<Element> element = catalog.find(viewer, key).filter(each -> each.key().equals(key));
      RegisteredApp.read(key, element, app, fault -> faults.add("apps: " + fault))
          .ifPresent(one -> element.ifPresent(known -> read.put(known.id(), one)));
    });
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    long id =
        proxies
            .insert(caller.organizationId(), label, read)
            .orElseThrow(
                () -> ApiException.of(409, "There is an OAuth proxy with the name " + label + "."));
    return require(caller, String.valueOf(id));
  }

  /**
   * Deletes a proxy; consents that are on their way by it come to nothing.
   *
   * @throws ApiException 404 when there is none
   */
  void delete(Principal caller, String id) {
    if (!proxies.delete(caller.organizationId(), require(caller, id).id())) {
      throw unknown(id);
    }
  }

  /**
   * Lets a proxy send users on to a URL, or to those of a pattern.
   *
   * @throws ApiException 400 when it is neither, or one too many; 404 when there is no such proxy
   */
  OAuthProxy allow(Principal caller, String id, @Nullable String url) {
    OAuthProxy proxy = require(caller, id);
    String text = required(url);
    if (CallbackPattern.read(text).isEmpty()) {
      throw ApiException.badRequest(
          "applicationUrl must be an http or https URL without a user and a fragment, or a pattern"
              + " of such, in which * stands for a part of the host's name or of the path; two"
              + " labels of the host must be named, the last one whole.");
    }
    if (proxy.applicationUrls().size() >= MOST_URLS) {
      throw ApiException.badRequest("A proxy has " + MOST_URLS + " application URLs at most.");
    }
    proxies.addUrl(caller.organizationId(), proxy.id(), text);
    return require(caller, id);
  }

  /**
   * Takes a URL or pattern away.
   *
   * @throws ApiException 404 when it is not there
   */
  void disallow(Principal caller, String id, @Nullable String url) {
    OAuthProxy proxy = require(caller, id);
    String text = required(url);
    if (!proxies.removeUrl(caller.organizationId(), proxy.id(), text)) {
      throw ApiException.notFound("application URL", text);
    }
  }

  /**
   * The URL at which a user consents, who comes back by a proxy. The state of a call that names its
   * proxy is the application's URL; without a name, any proxy of the organization's will do that
   * allows the callback URL.
   *
   * @param redirectUri the platform's own callback
   * @throws ApiException 400 that says what is missing, or that no proxy allows the URL; 404 for an
   *     unknown name
   */
  String url(Principal caller, Element element, ConsentRequest request, URI redirectUri) {
    if (Consents.needsRequestToken(element)) {
      throw ApiException.badRequest(
          "An OAuth proxy is for elements with OAuth 2.0; that of the element "
              + element.key()
              + " is OAuth 1.0a.");
    }
    boolean named = request.byNamedProxy();
    String parameter = named ? "state" : "callbackUrl";
    request.require(named ? List.of("oauthProxyName", "state") : List.of("callbackUrl"));
    String text = request.find(parameter).orElseThrow();
    URI application =
        CallbackPattern.url(text)
            .orElseThrow(() ->
                ApiException.badRequest(
                    parameter
                        + " must be the application's callback URL, of http or https, without a"
                        + " user and a fragment."));
    OAuthProxy proxy = choose(caller, request, application, parameter);
    ConsentRequest complete =
        withApp(request, proxy, element).with("callbackUrl", redirectUri.toString());
    Application sender = new Application(text, request.stateOr(element.key()));
    return urls.url(
        caller.organizationId(),
        element,
        complete,
        verifier ->
            consents.begin(
                new Asked(
                    caller.organizationId(),
                    proxy.id(),
                    element.id(),
                    redirectUri.toString(),
                    verifier),
                sender));
  }

  private OAuthProxy choose(
      Principal caller, ConsentRequest request, URI application, String parameter) {
    Optional<String> name = request.find("oauthProxyName");
    List<OAuthProxy> known = name.isPresent() ? List.of(named(caller, name.get())) : list(caller);
    return known.stream()
        .filter(proxy -> proxy.allows(application))
        .findFirst()
        .orElseThrow(() ->
            ApiException.badRequest(
                parameter + " is none of the application URLs of the OAuth proxy."));
  }

  /** The caller's own app, else the proxy's, else the operator's. */
  private ConsentRequest withApp(ConsentRequest request, OAuthProxy proxy, Element element) {
    boolean own = request.find("apiKey").isPresent() || request.find("apiSecret").isPresent();
    return own ? request : app(proxy, element).map(request::with).orElse(request);
  }

  /**
   * The app that a proxy's applications use at an element: the proxy's, else the operator's.
   *
   * @throws ApiException 409 when what is stored of the proxy's does not open
   */
  Optional<RegisteredApp> app(OAuthProxy proxy, Element element) {
    if (proxy.damaged().contains(element.id())) {
      throw ApiException.of(
          409,
          "What is stored of the app of the OAuth proxy "
              + proxy.name()
              + " was damaged: delete the proxy and make it anew.");
    }
    return Optional.ofNullable(proxy.apps().get(element.id())).or(() -> defaultApps.find(element));
  }

  /**
   * The organization's proxy of that name.
   *
   * @throws ApiException 404 when there is none
   */
  OAuthProxy named(Principal caller, String name) {
    return Optional.of(name.strip())
        .filter(text -> text.indexOf(0) < 0)
        .flatMap(text -> proxies.find(caller.organizationId(), text))
        .orElseThrow(() -> unknown(name));
  }

  /** The organization's proxy of that number. */
  Optional<OAuthProxy> find(Principal caller, long id) {
    return proxies.find(caller.organizationId(), id);
  }

  private OAuthProxy require(Principal caller, String id) {
    return Optional.of(id)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .flatMap(text -> find(caller, Long.parseLong(text)))
        .orElseThrow(() -> unknown(id));
  }

  private static String required(@Nullable String applicationUrl) {
    if (applicationUrl == null || applicationUrl.isBlank()) {
      throw ApiException.badRequest("The following parameters are missing: applicationUrl.");
    }
    return applicationUrl.strip();
  }

  private static ApiException unknown(String nameOrId) {
    return ApiException.notFound("OAuth proxy", nameOrId);
  }
}
