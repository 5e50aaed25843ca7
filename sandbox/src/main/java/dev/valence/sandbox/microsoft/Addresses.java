package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Request;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Where the sites are, for a client that uses the vendor's host names and for one that does not.
 */
final class Addresses {

  /** The site for signing in; the others are those of the resources. */
  static final String LOGIN = "login";

  private static final String LOGIN_HOST = "login.microsoftonline.com";

  private final Map<String, URI> served = new ConcurrentHashMap<>();

  static String vendorHost(String site) {
    return Arrays.stream(Resource.values())
        .filter(resource -> resource.site().equals(site))
        .map(Resource::host)
        .findFirst()
        .orElse(LOGIN_HOST);
  }

  void listensAt(Function<String, URI> addresses) {
    served.put(LOGIN, addresses.apply(LOGIN));
    for (Resource resource : Resource.values()) {
      served.put(resource.site(), addresses.apply(resource.site()));
    }
  }

  /** The address of a site for plain HTTP. */
  URI of(String site) {
    return served.getOrDefault(site, URI.create("https://" + vendorHost(site)));
  }

  /** The address of the called site as the client of a call wrote it. */
  String origin(String site, Request request) {
    String host = request.host();
    if (host.isEmpty()) {
      return of(site).toString();
    }
    boolean plain = host.endsWith(":" + of(site).getPort());
    return (plain ? "http://" : "https://") + host;
  }

  /** The address of a site for a client that called another one. */
  String seenBy(Request request, String site) {
    return request.host().contains(":") ? of(site).toString() : "https://" + vendorHost(site);
  }

  /** The resource that a client names by an address, with or without a slash, or by its id. */
  Optional<Resource> resource(String name) {
    String wanted = name.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    return Arrays.stream(Resource.values())
        .filter(resource -> {
          String authority = of(resource.site()).getAuthority();
          return wanted.equals(resource.applicationId())
              || wanted.equals("https://" + resource.host())
              || wanted.equals("https://" + authority)
              || wanted.equals("http://" + authority);
        })
        .findFirst();
  }
}
