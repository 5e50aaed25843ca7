package dev.valence.instances;

import dev.valence.catalog.Catalog;
import dev.valence.identity.Principal;
import dev.valence.instances.CodeExchangeRepository.Attempt;
import dev.valence.instances.Instance.Value;
import dev.valence.instances.InstanceRepository.NewInstance;
import dev.valence.model.ApiException;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.OAuthException;
import dev.valence.oauth.TokenSet;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.SequencedMap;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Makes instances: checks what was sent, exchanges the code, and stores all or nothing. */
@ApplicationScoped
class Provisioning {

  private static final Logger LOG = Logger.getLogger(Provisioning.class);
  private static final int TOKEN_BYTES = 32;

  private final Catalog catalog;
  private final Database database;
  private final InstanceRepository instances;
  private final CodeExchangeRepository codes;
  private final Authorizations authorizations;
  private final ProviderTurns turns;
  private final SecureRandom random = new SecureRandom();

  Provisioning(
      Catalog catalog,
      Database database,
      InstanceRepository instances,
      CodeExchangeRepository codes,
      Authorizations authorizations,
      ProviderTurns turns) {
    this.catalog = catalog;
    this.database = database;
    this.instances = instances;
    this.codes = codes;
    this.authorizations = authorizations;
    this.turns = turns;
  }

  /**
   * Connects an account (contract, core 3.2 and 3.3).
   *
   * @param keyOrId the element, as the path or the body names it
   * @param stored hears the new instance's number in the transaction that stores it
   * @throws ApiException 400 that names everything that is missing or wrong, or with the provider's
   *     words when it refuses the code; 404 for an unknown element; 502 when the provider fails
   */
  Instance create(
      Principal owner,
      Optional<String> keyOrId,
      CreateInstance body,
      BiConsumer<Handle, Long> stored) {
    if (keyOrId.isEmpty()) {
      List<String> faults = new ArrayList<>(List.of("element.key or element.id is missing."));
      faults.addAll(faultsOfBody(body));
      throw ApiException.badRequest(faults);
    }
    Element element = catalog.require(keyOrId.get());
    SequencedMap<String, String> settings = declared(element, body.settings());
    List<String> faults = new ArrayList<>(faultsOfBody(body));
    faults.addAll(faultsOfConfiguration(element, settings));
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    Secret code = Secret.of(body.code().orElseThrow());
    // Whoever posts the code at the same time waits, and hears what became of it.
    try (HeldLease _ = turns.take(codes.lease(code)).orElseThrow(() -> busy(element))) {
      TokenSet tokens = exchange(owner, element, settings, code);
      return store(owner, element, body, settings, tokens, code, stored);
    }
  }

  /** Tells the provider to forget the tokens of an instance that is gone, as far as it listens. */
  void revoke(LiveInstance instance) {
    try {
      authorizations.revoke(instance);
    } catch (OAuthException e) {
      LOG.warnf(
          "The provider did not revoke the tokens of instance %d: %s",
          instance.id(), e.getMessage());
    }
  }

  private TokenSet exchange(
      Principal owner, Element element, Map<String, String> settings, Secret code) {
    Optional<Attempt> earlier = codes.begin(owner.organizationId(), element.id(), code);
    if (earlier.filter(Attempt::ended).isPresent()) {
      // Sent twice, a code can cost the tokens that came of it (RFC 6749, 4.1.2).
      throw ApiException.badRequest(
          "The code was already used, at "
              + earlier.get().startedAt()
              + ": a code works once. Ask the user for consent again.");
    }
    try {
      return authorizations.exchange(element, settings, code);
    } catch (OAuthException e) {
      if (e.kind() == OAuthException.Kind.REFUSED && earlier.isEmpty()) {
        codes.forget(owner.organizationId(), code); // what became of it is known
      }
      throw failure(element, e, earlier);
    }
  }

  private static ApiException busy(Element element) {
    return ApiException.of(
        502,
        "The code is being exchanged by another call and " + element.name() + " does not answer.");
  }

  private static ApiException failure(
      Element element, OAuthException failure, Optional<Attempt> earlier) {
    String provider = element.name();
    return switch (failure.kind()) {
      case REFUSED ->
          ApiException.ofProvider(
              400,
              earlier
                  .map(attempt ->
                      provider
                          + " refused the code. It was already sent, at "
                          + attempt.startedAt()
                          + ", by a call that did not come to its end: "
                          + provider
                          + " has probably taken it then. Ask the user for consent again.")
                  .orElse(provider + " refused the code."),
              failure.providerMessage().orElse(null),
              failure);
      case UNAVAILABLE, MALFORMED ->
          ApiException.ofProvider(
              502,
              provider + " could not exchange the code: " + failure.getMessage(),
              failure.providerMessage().orElse(null),
              failure);
    };
  }

  private Instance store(
      Principal owner,
      Element element,
      CreateInstance body,
      Map<String, String> settings,
      TokenSet tokens,
      Secret code,
      BiConsumer<Handle, Long> stored) {
    Map<String, Value> values = new LinkedHashMap<>();
    settings.forEach((key, text) -> values.put(key, Value.of(element, key, text)));
    values.putAll(StoredTokens.values(tokens));
    String name = body.plainName();
    NewInstance instance =
        new NewInstance(
            element.id(), name, body.plainTags().orElse(List.of(name)), newToken(), values);
    return database.transact(handle -> {
      long id = instances.insert(handle, owner, instance);
      codes.end(handle, owner.organizationId(), code);
      stored.accept(handle, id);
      return instances.findForUpdate(handle, owner.organizationId(), id).orElseThrow();
    });
  }

  private Secret newToken() {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return Secret.of(Base64.getEncoder().encodeToString(token));
  }

  /** What the element declares and leaves to its callers; everything else is ignored. */
  private static SequencedMap<String, String> declared(
      Element element, Map<String, String> settings) {
    SequencedMap<String, String> declared = new LinkedHashMap<>();
    for (ConfigurationEntry entry : element.configuration()) {
      String text = settings.get(entry.key());
      if (text != null && !entry.internal()) {
        declared.put(entry.key(), text);
      }
    }
    return declared;
  }

  private static List<String> faultsOfBody(CreateInstance body) {
    List<String> faults = new ArrayList<>();
    if (body.plainName().isEmpty()) {
      faults.add("name is missing.");
    }
    if (body.code().isEmpty()) {
      faults.add("providerData.code is missing: it is what the provider's redirect delivered.");
    }
    return faults;
  }

  private static List<String> faultsOfConfiguration(Element element, Map<String, String> settings) {
    List<String> missing =
        element.configuration().stream()
            .filter(entry -> entry.required() && !entry.internal())
            .filter(entry -> entry.defaultValue() == null)
            .filter(entry -> settings.getOrDefault(entry.key(), "").isBlank())
            .map(entry -> entry.name() + " (" + entry.key() + ")")
            .toList();
    List<String> faults = new ArrayList<>();
    if (!missing.isEmpty()) {
      faults.add(
          "The following required configuration entries are missing: "
              + String.join(", ", missing)
              + ".");
    }
    settings.forEach((key, value) -> {
      if (value.equals(Secret.MASK)) {
        faults.add(key + " is the mask of a secret, not a value.");
      }
      if (value.indexOf(0) >= 0) {
        faults.add(key + " has a NUL character.");
      }
    });
    return faults;
  }
}
