package dev.valence.instances;

import dev.valence.model.Configuration;
import dev.valence.model.Element;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What holds for an instance whose app is lent, by the operator or an OAuth proxy: its caller has
 * never had the app's secret, and shall not choose where that is sent.
 */
final class LentApp {

  /** Declared by no element, so no answer shows it and no request sets it. */
  static final String MARK = "oauth.api.lent";

  private static final String PREFIX = "oauth.";
  private static final String SECRET = "oauth.api.secret";

  /** A host, or a name within one; neither a path nor a query, which would lead elsewhere there. */
  private static final Pattern SITE =
      Pattern.compile("\\s*(?i:https?://)?[A-Za-z0-9._-]+(?::\\d{1,5})?/*\\s*");

  private LentApp() {}

  /** The configuration with the mark that its app is lent. */
  static ConfiguredElement mark(ConfiguredElement configured) {
    return configured.with(MARK, "true");
  }

  /** The configuration with an app of the caller's own. */
  static ConfiguredElement unmark(ConfiguredElement configured) {
    return configured.without(List.of(MARK));
  }

  /**
   * A value as calls and their scripts find it. What an organization adds to an element it has
   * written itself, and shall not read the secret of an app that is not its own.
   */
  static Optional<String> visible(ConfiguredElement configured, String key) {
    return key.equals(SECRET) && configured.element().extended() && configured.own(MARK).isPresent()
        ? Optional.empty()
        : configured.find(key);
  }

  /** The URLs that would take the secret of a lent app elsewhere than the element says. */
  static List<String> faults(ConfiguredElement configured) {
    if (configured.own(MARK).isEmpty()) {
      return List.of();
    }
    Element element = configured.element();
    Map<String, URI> own =
        Configuration.of(element, key -> trusted(configured, key)).destinations();
    return configured.configuration().destinations().entrySet().stream()
        .filter(url -> url.getKey().startsWith(PREFIX))
        .filter(url -> !url.getValue().equals(own.get(url.getKey())))
        .map(url ->
            "%s would lead elsewhere than the element %s says, where no lent app is sent: send"
                    .formatted(url.getKey(), element.key())
                + " oauth.api.key and oauth.api.secret of your own.")
        .toList();
  }

  /** What the platform has found out, and of what the caller says the sites in URLs. */
  private static Optional<String> trusted(ConfiguredElement configured, String key) {
    boolean callers =
        configured
            .element()
            .configurationEntry(key)
            .filter(entry -> Plan.callers(configured.element(), entry))
            .isPresent();
    return configured
        .own(key)
        .filter(text -> !callers || (!key.endsWith("url") && SITE.matcher(text).matches()));
  }
}
