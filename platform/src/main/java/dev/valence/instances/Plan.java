package dev.valence.instances;

import dev.valence.instances.Instance.Value;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request is to make of an instance's configuration, with all that is wrong with it.
 *
 * <p>Callers set the entries that are not internal; others are ignored where they are sent. Sending
 * the mask of a secret changes nothing.
 */
final class Plan {

  private static final String APP_SECRET = "oauth.api.secret";

  private final Element element;
  private final ConfiguredElement before;
  private final CreateInstance body;
  private final Map<String, String> sent;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> anew = new HashSet<>();
  private final String external;
  private final @Nullable Grant delivered;
  private ConfiguredElement after;

  private Plan(ConfiguredElement before, CreateInstance body, String external) {
    this.element = before.element();
    this.before = before;
    this.body = body;
    this.sent = sent();
    this.external = wanted(external);
    this.delivered = Grant.read(before, body, this.external, faults::add).orElse(null);
    this.after = reconnects() ? before.without(StoredTokens.KEYS) : before;
  }

  /**
   * A new instance.
   *
   * @throws ApiException 501 for an element that cannot be connected
   */
  static Plan creating(Element element, SharedApps.Completed request) {
    CreateInstance body = request.body();
    Plan plan = new Plan(new ConfiguredElement(element, Map.of()), body, Grant.NONE);
    if (body.plainName().isEmpty()) {
      plan.faults.add("name is missing.");
    }
    if (plan.delivered == null
        || (plan.external.equals(Grant.INITIAL) && plan.delivered instanceof Grant.Once)) {
      plan.faults.add(Grant.missing(element, plan.external));
    }
    plan.requireAll();
    plan.put();
    plan.after = request.app() ? LentApp.mark(plan.after) : plan.after;
    return plan.checked();
  }

  /** A change of what the request has, and nothing else; a null takes a value away. */
  static Plan merging(LiveInstance instance, CreateInstance body) {
    Plan plan = changing(instance, body);
    for (String key : body.removed()) {
      Optional<ConfigurationEntry> entry =
          plan.element.configurationEntry(key).filter(one -> !one.internal());
      if (entry.filter(Plan::indispensable).isPresent()) {
        plan.faults.add(key + " is required and has no default.");
      } else if (entry.isPresent()) {
        plan.after = plan.after.without(Set.of(key));
      }
    }
    plan.put();
    return plan.checked();
  }

  /**
   * The whole of the configuration anew, where the request has one: what it leaves out goes back to
   * its default, save for what the instance cannot be without.
   */
  static Plan replacing(LiveInstance instance, CreateInstance body) {
    Plan plan = changing(instance, body);
    if (body.configures()) {
      plan.sent.entrySet().removeIf(plan::isOnlyTheDefault);
      plan.takeAwayWhatIsNotSent();
    }
    plan.put();
    return plan.checked();
  }

  private static Plan changing(LiveInstance instance, CreateInstance body) {
    Plan plan = new Plan(instance.configured(), body, instance.instance().externalAuthentication());
    if (body.name() != null && body.plainName().isEmpty()) {
      plan.faults.add("name is empty.");
    }
    return plan;
  }

  /** The configuration that the request makes, without the tokens that it makes useless. */
  ConfiguredElement after() {
    return after;
  }

  /** What the provider is to be asked with; empty when it is not asked. */
  Optional<Grant> grant() {
    return Optional.ofNullable(delivered)
        .filter(grant -> !(grant instanceof Grant.Credentials) || credentialsDiffer());
  }

  /** Who has got the tokens first, after the request. */
  String externalAuthentication(String now) {
    return switch (delivered) {
      case Grant.Tokens _ -> Grant.INITIAL;
      case Grant.Once _ -> Grant.NONE;
      case null, default -> now;
    };
  }

  /** Whether nobody else may ask the provider meanwhile, or change where it is. */
  boolean exclusive() {
    return grant().isPresent() || Destinations.differ(before, after);
  }

  /** Whether the configuration is another one. */
  boolean changes() {
    return !before.values().equals(after.values());
  }

  /**
   * Refuses the request if anything is wrong with it.
   *
   * @throws ApiException 400 that names every fault
   */
  void refuseFaults() {
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }

  private boolean reconnects() {
    return delivered instanceof Grant.Once || delivered instanceof Grant.Tokens;
  }

  private String wanted(String now) {
    String said = Objects.requireNonNullElse(body.externalAuthentication(), now);
    if (!said.equals(Grant.NONE) && !said.equals(Grant.INITIAL)) {
      faults.add("externalAuthentication is none or initial.");
      return now;
    }
    return said;
  }

  private Map<String, String> sent() {
    Map<String, String> settings = body.settings();
    Map<String, String> declared = new LinkedHashMap<>();
    for (ConfigurationEntry entry : element.configuration()) {
      String text = settings.get(entry.key());
      if (text != null && !entry.internal() && !(entry.required() && text.isBlank())) {
        declared.put(entry.key(), text);
      }
    }
    body.site()
        .ifPresent(address ->
            Configuration.entryOf(element, "siteAddress")
                .ifPresent(key -> declared.putIfAbsent(key, address)));
    return declared;
  }

  private void requireAll() {
    List<String> missing =
        element.configuration().stream()
            .filter(Plan::indispensable)
            .filter(entry -> !sent.containsKey(entry.key()))
            .map(entry -> entry.name() + " (" + entry.key() + ")")
            .toList();
    if (!missing.isEmpty()) {
      faults.add(
          "The following required configuration entries are missing: "
              + String.join(", ", missing)
              + ".");
    }
  }

  private static boolean indispensable(ConfigurationEntry entry) {
    return entry.required() && !entry.internal() && entry.defaultValue() == null;
  }

  private void put() {
    sent.forEach((key, text) -> {
      if (text.indexOf(0) >= 0) {
        faults.add(key + " has a NUL character.");
      } else if (!text.equals(Secret.MASK)) {
        anew.add(key);
        after = after.with(key, text);
      } else if (!secret(key) || before.find(key).isEmpty()) {
        faults.add(key + " is the mask of a secret, not a value.");
      }
    });
    if (anew.contains(APP_SECRET)) {
      after = LentApp.unmark(after);
    }
  }

  /** An answer shows defaults; who sends one back has not chosen it. */
  private boolean isOnlyTheDefault(Map.Entry<String, String> value) {
    return before.own(value.getKey()).isEmpty()
        && element.defaultValue(value.getKey()).filter(value.getValue()::equals).isPresent();
  }

  private void takeAwayWhatIsNotSent() {
    Set<String> kept = Set.copyOf(element.authentication().keep().values());
    for (ConfigurationEntry entry : element.configuration()) {
      String key = entry.key();
      if (!entry.internal()
          && !indispensable(entry)
          && !sent.containsKey(key)
          && !kept.contains(key)
          && !leadsSomewhere(key)) {
        after = after.without(Set.of(key));
      }
    }
  }

  /**
   * Whether a URL would be incomplete without a value, such as a site's address: it belongs to the
   * account, and only another connection may find out another.
   */
  private boolean leadsSomewhere(String key) {
    if (reconnects() || after.own(key).isEmpty()) {
      return false;
    }
    Set<String> lost = new HashSet<>(after.configuration().destinations().keySet());
    lost.removeAll(after.without(Set.of(key)).configuration().destinations().keySet());
    lost.remove(key);
    return !lost.isEmpty();
  }

  private Plan checked() {
    if (before.values().isEmpty() || changes()) {
      faults.addAll(Destinations.faults(after));
      faults.addAll(LentApp.faults(after));
    }
    List<String> moved = Destinations.moved(before, after);
    if (!before.values().isEmpty() && !moved.isEmpty()) {
      List<String> needed = secretsNotSent();
      if (!needed.isEmpty()) {
        faults.add(
            "%s would lead to a host that has not had the secrets: the same request has to send %s."
                .formatted(String.join(", ", moved), String.join(", ", needed)));
      }
    }
    return this;
  }

  private List<String> secretsNotSent() {
    List<String> needed = new ArrayList<>();
    for (ConfigurationEntry entry : element.configuration()) {
      if (entry.secret()
          && !entry.internal()
          && after.own(entry.key()).isPresent()
          && !anew.contains(entry.key())) {
        needed.add(entry.key());
      }
    }
    if (before.own(StoredTokens.ACCESS).isPresent() && !reconnects()) {
      needed.add("a new consent's providerData");
    }
    return needed;
  }

  private boolean credentialsDiffer() {
    return before.values().isEmpty()
        || Destinations.differ(before, after)
        || element.configuration().stream()
            .filter(entry -> entry.secret() || entry.required())
            .anyMatch(entry -> !value(before, entry).equals(value(after, entry)));
  }

  private static Optional<Value> value(ConfiguredElement connected, ConfigurationEntry entry) {
    return Optional.ofNullable(connected.values().get(entry.key()));
  }

  private boolean secret(String key) {
    return element.configurationEntry(key).filter(ConfigurationEntry::secret).isPresent();
  }
}
