package dev.valence.egress;

import dev.valence.egress.EgressException.Kind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides where a redirecting answer leads (RFC 9110, 15.4). */
final class Redirect {

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  /** What may be told to another origin; everything else might be a credential. */
  private static final Set<String> HARMLESS = Set.of("accept", "range", "user-agent");

  private Redirect() {}

  /**
   * The request that follows, with a bound check still to come; nothing when the answer is final:
   * no redirect, no location, or a request that is not GET or HEAD without a body.
   *
   * @throws EgressException REFUSED for a location that cannot be read and one that leaves https
   */
  static Optional<EgressRequest> next(EgressRequest request, EgressResponse response) {
    boolean followed =
        request.redirectable()
            && STATUSES.contains(response.status())
            && (request.method().equals("GET") || request.method().equals("HEAD"))
            && request.body() == null;
    if (!followed) {
      return Optional.empty();
    }
    return response
        .header("location")
        .filter(location -> !location.isBlank())
        .map(location -> to(request, location.strip()));
  }

  private static EgressRequest to(EgressRequest request, String location) {
    Target from = Target.of(request.uri());
    URI uri;
    try {
      uri = request.uri().resolve(location);
    } catch (IllegalArgumentException e) {
      // The exception repeats the location, which may hold a token.
      throw refused(from, "a location that is not a URL");
    }
    Target to = Target.of(uri);
    if (from.secure() && !to.secure()) {
      throw refused(from, "a location without TLS");
    }
    return new EgressRequest(
        request.method(),
        uri,
        to.equals(from) ? request.headers() : harmless(request.headers()),
        null);
  }

  private static Map<String, String> harmless(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    kept.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
    return kept;
  }

  private static EgressException refused(Target from, String what) {
    return new EgressException(Kind.REFUSED, from.host() + " redirects to " + what + ".", null);
  }
}
