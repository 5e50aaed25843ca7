package dev.valence.instances;

import dev.valence.engine.Engine;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request is to make of an instance's configuration, with all that is wrong with it.
 *
 * <p>Callers set the entries that are not internal; others are ignored where they are sent. Of an
 * organization's own element they set internal ones too, but for tokens and times: a definition is
 * the same organization's, and says of much that is only hidden that it is internal. Sending the
 * mask of a secret changes nothing.
 */
final class Plan {

  private static final String APP_SECRET = "oauth.api.secret";

  /** Kept by the platform, whoever has made the element. */
  private static final Set<String> PLATFORM =
      Stream.concat(StoredTokens.KEYS.stream(), Stream.of(StoredSession.TIME))
          .collect(Collectors.toUnmodifiableSet());

  private final Element element;
  private final ConfiguredElement before;
  private final CreateInstance body;
  private final Map<String, String> sent;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> anew = new HashSet<>();
  private final boolean lost;
  private final String external;
  private final @Nullable Grant delivered;
  private ConfiguredElement after;
  private boolean tookAway;

  private Plan(ConfiguredElement before, CreateInstance body, String external, boolean lost) {
    this.lost = lost;
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
    Plan plan = new Plan(new ConfiguredElement(element, Map.of()), body, Grant.NONE, false);
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
          plan.element.configurationEntry(key).filter(one -> callers(plan.element, one));
      if (entry.filter(Plan::indispensable).isPresent()) {
        plan.faults.add(key + " is required and has no default.");
      } else if (entry.isPresent() || key.equals(LiveInstance.DEBUG)) {
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
    Plan plan =
        new Plan(
            instance.configured(),
            body,
            instance.instance().externalAuthentication(),
            instance.instance().state().needsConsent());
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
        .filter(grant -> !(grant instanceof Grant.Credentials) || triesCredentials());
  }

  /** Also the same ones, where the provider has refused them, or what steps found out is gone. */
  private boolean triesCredentials() {
    return credentialsDiffer() || (lost && !anew.isEmpty()) || (tookAway && findsOut(element));
  }

  private static boolean findsOut(Element element) {
    return Engine.declares(element, "provisionAuthValidation")
        || Engine.declares(element, "onProvision");
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

  /** Whether callers set an entry of an element. */
  static boolean callers(Element element, ConfigurationEntry entry) {
    return !entry.internal() || (element.privateElement() && !PLATFORM.contains(entry.key()));
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
      if (text != null && callers(element, entry) && !(entry.required() && text.isBlank())) {
        declared.put(entry.key(), text);
      }
    }
    if (settings.containsKey(LiveInstance.DEBUG)) {
      declared.put(LiveInstance.DEBUG, settings.get(LiveInstance.DEBUG));
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
        && element
            .defaultValue(value.getKey(), after::own)
            .filter(value.getValue()::equals)
            .isPresent();
  }

  private void takeAwayWhatIsNotSent() {
    Set<String> kept = new HashSet<>(element.authentication().keep().values());
    element.resources().stream()
        .flatMap(resource -> resource.parameters().stream())
        .filter(parameter -> parameter.source().equals("response"))
        .forEach(parameter -> kept.add(parameter.name()));
    if (!sent.containsKey(LiveInstance.DEBUG)) {
      after = after.without(Set.of(LiveInstance.DEBUG));
    }
    for (ConfigurationEntry entry : element.configuration()) {
      String key = entry.key();
      if (!entry.internal()
          && !indispensable(entry)
          && !sent.containsKey(key)
          && !kept.contains(key)
          && !leadsSomewhere(key)) {
        tookAway |= before.own(key).isPresent();
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
