package dev.valence.instances;

import dev.valence.identity.Principal;
import dev.valence.instances.ProxiedConsentRepository.Asked;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lends the app of an OAuth proxy, or the operator's, to requests for instances that have none of
 * their own (contract, core 3.2 and 4.6). The instance keeps key and secret like any others.
 */
@ApplicationScoped
class SharedApps {

  private static final String KEY = "oauth.api.key";
  private static final String SECRET = "oauth.api.secret";
  private static final String CALLBACK = "oauth.callback.url";

  private final DefaultApps defaultApps;
  private final OAuthProxies proxies;
  private final ProxiedConsentRepository consents;

  SharedApps(DefaultApps defaultApps, OAuthProxies proxies, ProxiedConsentRepository consents) {
    this.defaultApps = defaultApps;
    this.proxies = proxies;
    this.consents = consents;
  }

  /**
   * A request that may have been completed.
   *
   * @param body the request
   * @param app whether its app is lent
   */
  record Completed(CreateInstance body, boolean app) {}

  /**
   * The request with what it leaves to others: key and secret where it has neither, and the
   * redirect URI that the code was given for.
   *
   * @throws ApiException 404 for an OAuth proxy that is not there; 400 when the code has not come
   *     by it
   */
  Completed lend(Principal owner, Element element, CreateInstance body) {
    if (!RegisteredApp.fits(element)) {
      return new Completed(body, false);
    }
    Optional<OAuthProxy> named = body.proxyName().map(name -> proxies.named(owner, name));
    Optional<Asked> consent =
        body.delivered("code")
            .flatMap(
                code -> consents.findByCode(owner.organizationId(), element.id(), Secret.of(code)));
    named.ifPresent(proxy -> requireOf(proxy, body, consent));
    Optional<OAuthProxy> proxy =
        named.or(() -> consent.flatMap(asked -> proxies.find(owner, asked.proxyId())));
    Map<String, String> settings = body.settings();
    Map<String, String> lent = new LinkedHashMap<>();
    if (isBlank(settings, KEY) && isBlank(settings, SECRET)) {
      Optional<RegisteredApp> app =
          proxy.isPresent() ? proxies.app(proxy.get(), element) : defaultApps.find(element);
      app.ifPresent(one -> {
        lent.put(KEY, one.apiKey().reveal());
        lent.put(SECRET, one.apiSecret().reveal());
        if (one.callbackUrl() != null && isBlank(settings, CALLBACK)) {
          lent.put(CALLBACK, one.callbackUrl());
        }
      });
    }
    consent.ifPresent(asked -> lent.put(CALLBACK, asked.redirectUri()));
    return new Completed(lent.isEmpty() ? body : body.with(lent), lent.containsKey(SECRET));
  }

  private static void requireOf(OAuthProxy proxy, CreateInstance body, Optional<Asked> consent) {
    boolean delivered = body.delivered("code").isPresent();
    if (delivered && consent.filter(asked -> asked.proxyId() == proxy.id()).isEmpty()) {
      throw ApiException.badRequest(
          "providerData.code has not come by the OAuth proxy "
              + proxy.name()
              + " within the last 15 minutes. Ask the user for consent again.");
    }
  }

  private static boolean isBlank(Map<String, String> settings, String key) {
    return settings.getOrDefault(key, "").isBlank();
  }
}
