package dev.valence.instances;

import java.net.URI;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A redirect URI of the platform's that applications share (contract, core 4.6).
 *
 * @param id its number
 * @param name its name, the only one in its organization
 * @param applicationUrls where users may be sent on to: URLs and patterns
 * @param apps by the numbers of elements, the apps that applications need not know: an element that
 *     comes to have the same key has none of them
 * @param damaged the numbers of elements whose apps are stored and do not open
 */
record OAuthProxy(
    long id,
    String name,
    List<String> applicationUrls,
    SequencedMap<Long, RegisteredApp> apps,
    Set<Long> damaged) {

  /** Whether users may be sent on to a URL. */
  boolean allows(URI application) {
    return applicationUrls.stream()
        .map(CallbackPattern::new)
        .anyMatch(pattern -> pattern.matches(application));
  }
}
