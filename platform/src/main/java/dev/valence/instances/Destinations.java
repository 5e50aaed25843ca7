package dev.valence.instances;

import dev.valence.egress.AllowedHosts;
import dev.valence.model.ApiException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an instance's calls and secrets go, and whether they may. */
final class Destinations {

  private static final String BASE_URL = "base.url";

  private Destinations() {}

  /** The hosts of an element that the platform may call. */
  static AllowedHosts hosts(ConfiguredElement connected) {
    return AllowedHosts.of(connected.element().hosts());
  }

  /** What is wrong with the URLs that lead to hosts that the element does not declare. */
  static List<String> faults(ConfiguredElement connected) {
    AllowedHosts hosts = hosts(connected);
    return connected.configuration().destinations().entrySet().stream()
        .filter(destination -> !hosts.allows(destination.getValue()))
        .map(destination ->
            "%s leads to %s, which is none of the hosts of the element %s."
                .formatted(
                    destination.getKey(), place(destination.getValue()), connected.element().key()))
        .toList();
  }

  /**
   * Refuses what the provider has named; the caller's own URLs were checked before.
   *
   * @throws ApiException 502 when it leads to hosts that the element does not declare
   */
  static void requireAllowed(ConfiguredElement connected) {
    List<String> faults = faults(connected);
    if (!faults.isEmpty()) {
      throw ApiException.of(
          502, connected.element().name() + " named a place to call. " + String.join(" ", faults));
    }
  }

  /**
   * The keys of URLs that lead to a host that the element does not name and to which the same URL
   * did not lead before. Only an element that allows any host can have some.
   */
  static List<String> moved(ConfiguredElement before, ConfiguredElement after) {
    AllowedHosts named = AllowedHosts.named(after.element().hosts());
    Map<String, URI> former = before.configuration().destinations();
    List<String> moved =
        after.configuration().destinations().entrySet().stream()
            .filter(destination -> !named.allows(destination.getValue()))
            .filter(destination ->
                Optional.ofNullable(former.get(destination.getKey()))
                    .filter(url -> sameOrigin(url, destination.getValue()))
                    .isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(ArrayList::new));
    if (after.element().protocolType().equals("jdbc")
        && !before.find(BASE_URL).equals(after.find(BASE_URL))) {
      moved.add(BASE_URL); // a database of another's would get the password
    }
    return moved;
  }

  /** Whether a change lets any URL lead elsewhere. */
  static boolean differ(ConfiguredElement before, ConfiguredElement after) {
    return !before.configuration().destinations().equals(after.configuration().destinations());
  }

  private static boolean sameOrigin(URI one, URI other) {
    return String.valueOf(one.getScheme()).equalsIgnoreCase(String.valueOf(other.getScheme()))
        && place(one).equals(place(other));
  }

  /** The host and, where it is named, the port. */
  private static String place(URI url) {
    return url.getHost() == null
        ? "no host"
        : url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
