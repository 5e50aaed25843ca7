package dev.valence.instances;

import dev.valence.catalog.Catalog;
import dev.valence.engine.Engine;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.Principal;
import dev.valence.instances.Instance.State;
import dev.valence.instances.InstanceRepository.NewInstance;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Makes and changes instances: checks what was sent, asks the provider, stores all or nothing. */
@ApplicationScoped
class Provisioning {

  private static final Logger LOG = Logger.getLogger(Provisioning.class);
  private static final int TOKEN_BYTES = 32;

  private final Catalog catalog;
  private final Database database;
  private final InstanceRepository instances;
  private final RenewalRepository renewals;
  private final LiveInstances live;
  private final SharedApps apps;
  private final Authorizations authorizations;
  private final Engine engine;
  private final Handshake handshake;
  private final ProviderTurns turns;
  private final SecureRandom random = new SecureRandom();

  Provisioning(
      Catalog catalog,
      Database database,
      InstanceRepository instances,
      RenewalRepository renewals,
      LiveInstances live,
      SharedApps apps,
      Authorizations authorizations,
      Engine engine,
      Handshake handshake,
      ProviderTurns turns) {
    this.catalog = catalog;
    this.database = database;
    this.instances = instances;
    this.renewals = renewals;
    this.live = live;
    this.apps = apps;
    this.authorizations = authorizations;
    this.engine = engine;
    this.handshake = handshake;
    this.turns = turns;
  }

  /**
   * Connects an account (contract, core 3.2 to 3.4).
   *
   * @param keyOrId the element, as the path or the body names it
   * @param stored hears the new instance's number in the transaction that stores it
   * @throws ApiException 400 that names everything that is missing or wrong, or with the provider's
   *     words when it refuses; 404 for an unknown element; 501 for one that cannot be connected;
   *     502 when the provider fails
   */
  Instance create(
      Principal owner,
      Optional<String> keyOrId,
      CreateInstance body,
      BiConsumer<Handle, Long> stored) {
    if (keyOrId.isEmpty()) {
      List<String> faults = new ArrayList<>(List.of("element.key or element.id is missing."));
      if (body.plainName().isEmpty()) {
        faults.add("name is missing.");
      }
      throw ApiException.badRequest(faults);
    }
    Element element = catalog.require(owner, keyOrId.get());
    Plan plan = Plan.creating(element, apps.lend(owner, element, body));
    check(plan);
    String name = body.plainName();
    return handshake.complete(
        owner,
        plan.after(),
        plan.grant().orElseThrow(),
        body.delivered(),
        true,
        (handle, connected) -> {
          NewInstance instance =
              new NewInstance(
                  element.id(),
                  name,
                  body.plainTags().orElse(List.of(name)),
                  newToken(),
                  plan.externalAuthentication(Grant.NONE),
                  connected.values());
          catalog.hold(handle, owner.organizationId(), element.id());
          long id = instances.insert(handle, owner, instance);
          stored.accept(handle, id);
          return instances.findForUpdate(handle, owner.organizationId(), id).orElseThrow();
        });
  }

  /**
   * Replaces an instance's name, tags and configuration, each where the request has it, and
   * connects the account anew when the request delivers what that takes (contract, core 3.6). The
   * number and the token stay.
   *
   * @throws ApiException as for {@link #create}; 404 when the instance is gone
   */
  Instance replace(Principal caller, Instance current, CreateInstance body) {
    return change(caller, current, body, instance -> Plan.replacing(instance, body));
  }

  /**
   * Changes of an instance what the request has, and nothing else (contract, core 3.6).
   *
   * @throws ApiException as for {@link #replace}
   */
  Instance patch(Principal caller, Instance current, CreateInstance body) {
    return change(caller, current, body, instance -> Plan.merging(instance, body));
  }

  /** Takes leave of the provider of an instance that is gone, as far as it listens. */
  void leave(LiveInstance instance) {
    ConfiguredElement gone = instance.configured();
    long organizationId = instance.instance().organizationId();
    attempt(instance, () -> engine.leave(new UnstoredInstance(organizationId, gone)));
    attempt(instance, () -> authorizations.revoke(organizationId, gone));
  }

  private static void attempt(LiveInstance instance, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) { // whatever it is, the instance is gone
      LOG.warnf(
          "The provider did not take leave of instance %d: %s", instance.id(), e.getMessage());
    }
  }

  private Instance change(
      Principal caller,
      Instance current,
      CreateInstance body,
      Function<LiveInstance, Plan> planning) {
    Element element =
        catalog.require(current.organizationId(), current.accountId(), current.elementId());
    requireSame(caller, element, body);
    Plan plan = planning.apply(new LiveInstance(current, element));
    check(plan);
    try {
      return plan.exclusive()
          ? changeAlone(caller, current, element, body, planning)
          : database.transact(handle -> {
            Instance locked = lock(handle, current);
            Plan now = planning.apply(new LiveInstance(locked, element));
            check(now);
            if (now.exclusive()) {
              throw ApiException.of(409, "The instance was changed meanwhile. Try again.");
            }
            return write(handle, locked, body, now, now.after());
          });
    } finally {
      live.forget(current.id());
    }
  }

  /** While the provider is asked, and where it is changes, nobody renews the tokens. */
  private Instance changeAlone(
      Principal caller,
      Instance current,
      Element element,
      CreateInstance body,
      Function<LiveInstance, Plan> planning) {
    try (HeldLease _ = turns.take(Renewal.turn(current.id())).orElseThrow(() -> busy(element))) {
      Instance read =
          instances.find(current.organizationId(), current.id()).orElseThrow(() -> gone(current));
      Plan plan = planning.apply(new LiveInstance(read, element));
      check(plan);
      Handshake.Storing storing = (handle, connected) -> write(handle, read, body, plan, connected);
      return plan.grant()
          .map(grant ->
              handshake.complete(caller, plan.after(), grant, body.delivered(), false, storing))
          .orElseGet(() -> database.transact(handle -> storing.store(handle, plan.after())));
    }
  }

  /** Writes what differs from what was read, so that what others change meanwhile stays. */
  private Instance write(
      Handle handle, Instance read, CreateInstance body, Plan plan, ConfiguredElement connected) {
    Instance locked = lock(handle, read);
    long organizationId = locked.organizationId();
    long id = locked.id();
    boolean anew = plan.grant().isPresent();
    ConfigurationChange change = ConfigurationChange.between(read.values(), connected.values());
    Set<String> removed = new HashSet<>(change.removed());
    if (anew) {
      removed.addAll(StoredTokens.KEYS); // also what a renewal has written meanwhile
      removed.removeAll(connected.values().keySet());
    }
    instances.change(handle, locked, new ConfigurationChange(change.put(), removed));
    instances.putLabels(
        handle,
        organizationId,
        id,
        body.name() == null ? locked.name() : body.plainName(),
        body.plainTags().orElse(locked.tags()),
        plan.externalAuthentication(locked.externalAuthentication()));
    if (anew) {
      instances.putState(handle, organizationId, id, State.CONNECTED, null);
      renewals.end(handle, locked);
    }
    instances.record(handle, organizationId, id, anew ? Action.RECONNECTED : Action.CHANGED);
    return lock(handle, locked);
  }

  private void check(Plan plan) {
    plan.refuseFaults();
    if (plan.changes()) {
      authorizations.check(plan.after());
    }
  }

  private void requireSame(Principal caller, Element element, CreateInstance body) {
    body.elementKeyOrId()
        .map(keyOrId -> catalog.require(caller, keyOrId))
        .filter(other -> other.id() != element.id())
        .ifPresent(other -> {
          throw ApiException.badRequest(
              "The instance connects %s and cannot be moved to %s."
                  .formatted(element.key(), other.key()));
        });
  }

  private Instance lock(Handle handle, Instance instance) {
    return instances
        .findForUpdate(handle, instance.organizationId(), instance.id())
        .orElseThrow(() -> gone(instance));
  }

  private static ApiException gone(Instance instance) {
    return ApiException.notFound("instance", instance.id());
  }

  private static ApiException busy(Element element) {
    return ApiException.of(
        502, "The tokens are being renewed and " + element.name() + " does not answer.");
  }

  private Secret newToken() {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return Secret.of(Base64.getEncoder().encodeToString(token));
  }
}
