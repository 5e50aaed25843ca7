package dev.valence.instances;

import java.net.URI;
import java.util.List;
import java.util.SequencedMap;

/**
 * A redirect URI of the platform's that applications share (contract, core 4.6).
 *
 * @param id its number
 * @param name its name, the only one in its organization
 * @param applicationUrls where users may be sent on to: URLs and patterns
 * @param apps by the numbers of elements, the apps that applications need not know: an element that
 *     comes to have the same key has none of them
 */
record OAuthProxy(
    long id, String name, List<String> applicationUrls, SequencedMap<Long, RegisteredApp> apps) {

  /** Whether users may be sent on to a URL. */
  boolean allows(URI application) {
    return applicationUrls.stream()
        .map(CallbackPattern::new)
        .anyMatch(pattern -> pattern.matches(application));
  }
}
