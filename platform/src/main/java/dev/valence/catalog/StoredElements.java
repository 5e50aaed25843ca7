package dev.valence.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.catalog.StoredDefinition.Version;
import dev.valence.catalog.StoredElementRepository.Listed;
import dev.valence.identity.AuditEvent;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditLog;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What organizations define themselves: elements of their own, and the resources that accounts add
 * to other elements. Those that are called are kept in memory; every node is told when one changes,
 * and asks the database each time while it cannot hear that.
 */
@ApplicationScoped
public class StoredElements {

  private static final String CHANGED = "element";
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** How many characters of definitions are kept in memory. */
  private static final long MOST = 64L * 1024 * 1024;

  /** What an entry takes beside its definition. */
  private static final int ENTRY = 1024;

  private final Database database;
  private final StoredElementRepository repository;
  private final HubRepository hubs;
  private final Notifications notifications;
  private final PlatformElements platform;
  private final Definitions definitions;
  private final ElementUsers users;
  private final AuditLog audit;
  private final Cache<Place, Optional<Live>> live =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((Place place, Optional<Live> entry) -> ENTRY + entry.map(Live::size).orElse(0))
          .expireAfterWrite(LONGEST)
          .build();

  @Inject
  StoredElements(
      Database database,
      Vault vault,
      Notifications notifications,
      PlatformElements platform,
      Definitions definitions,
      ElementUsers users,
      AuditLog audit) {
    this.database = database;
    this.repository = new StoredElementRepository(database, vault);
    this.hubs = new HubRepository(database);
    this.notifications = notifications;
    this.platform = platform;
    this.definitions = definitions;
    this.users = users;
    this.audit = audit;
    notifications.subscribe(
        CHANGED, place -> live.invalidate(Place.parse(place)), live::invalidateAll);
  }

  /**
   * Where a definition belongs.
   *
   * @param accountId whose additions to the element it is; 0 for the element itself
   */
  private record Place(long organizationId, long elementId, long accountId) {

    static Place of(StoredDefinition definition) {
      return new Place(
          definition.organizationId(),
          definition.elementId(),
          definition.key() == null ? definition.accountId() : 0);
    }

    static Place parse(String text) {
      String[] numbers = text.split(":", 3);
      return new Place(
          Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    @Override
    public String toString() {
      return organizationId + ":" + elementId + ":" + accountId;
    }
  }

  /**
   * A definition as instances use it.
   *
   * @param element the element; of added resources, one that has nothing else
   * @param size the characters of the definition
   */
  private record Live(Element element, int size) {}

  /** An element of an organization's own. */
  Optional<Element> element(long organizationId, long elementId) {
    return live(new Place(organizationId, elementId, 0)).map(Live::element);
  }

  /** The resources that an account has added to an element. */
  List<Resource> added(long organizationId, long accountId, long elementId) {
    return live(new Place(organizationId, elementId, accountId))
        .map(Live::element)
        .map(Element::resources)
        .orElse(List.of());
  }

  private Optional<Live> live(Place place) {
    return notifications.live() ? live.get(place, this::load) : load(place);
  }

  private Optional<Live> load(Place place) {
    Optional<StoredDefinition> stored =
        place.accountId() == 0
            ? own(place.organizationId(), place.elementId())
            : extension(place.organizationId(), place.accountId(), place.elementId());
    return stored.map(
        definition -> new Live(element(definition), definition.document().toString().length()));
  }

  private Element element(StoredDefinition definition) {
    if (definition.key() != null) {
      return platform.withConnector(definitions.stored(whole(definition)));
    }
    ObjectNode wrapped =
        Definitions.extension(definition.document().path("hub").asText(), definition.document());
    return definitions.stored(definitions.complete(wrapped));
  }

  /** An element's definition with what it leaves out, and what the platform knows about it. */
  ObjectNode whole(StoredDefinition definition) {
    return definitions
        .complete(definition.document())
        .put("id", definition.elementId())
        .put("key", definition.key())
        .put("private", true)
        .put("extended", false);
  }

  /** An element of an organization's own, as it is stored. */
  public Optional<StoredDefinition> own(long organizationId, long elementId) {
    return repository.findOwn(organizationId, elementId);
  }

  /** What an account has added to an element, as it is stored. */
  public Optional<StoredDefinition> extension(long organizationId, long accountId, long elementId) {
    return repository.findExtension(organizationId, accountId, elementId);
  }

  Optional<Long> visible(Viewer viewer, String key) {
    return key.indexOf(0) < 0 ? repository.findVisible(viewer, key, null) : Optional.empty();
  }

  boolean visible(Viewer viewer, long elementId) {
    return repository.findVisible(viewer, null, elementId).isPresent();
  }

  List<Listed> visible(Viewer viewer) {
    return repository.listVisible(viewer);
  }

  Set<Long> extended(Viewer viewer) {
    return repository.listExtended(viewer.organizationId(), viewer.accountId());
  }

  /**
   * Makes a definition one that can be stored: its parts have their numbers, those of the version
   * before where they are the same, and masks that were sent stand for their values again.
   *
   * @param before the version before, or an empty object
   */
  public void number(ObjectNode document, ObjectNode before) {
    Numbering.number(document, before, repository::nextPartIds);
    Definitions.unmask(document, before);
  }

  /**
   * Stores an element of the caller's account.
   *
   * @param document its definition, {@link #number numbered}
   * @throws ApiException 409 when the organization has one of that key
   */
  public StoredDefinition create(Principal owner, String key, ObjectNode document) {
    return insert(owner, repository.nextElementId(), key, document).orElseThrow(() -> taken(key));
  }

  /** Stores what the caller's account adds to an element; empty if it has added something. */
  public Optional<StoredDefinition> extend(Principal owner, long elementId, ObjectNode document) {
    return insert(owner, elementId, null, document);
  }

  private Optional<StoredDefinition> insert(
      Principal owner, long elementId, @Nullable String key, ObjectNode document) {
    StoredDefinition definition =
        new StoredDefinition(
            0,
            owner.organizationId(),
            owner.accountId(),
            elementId,
            key,
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            document);
    boolean stored =
        database.transact(handle -> {
          boolean inserted = repository.insert(handle, definition, owner.userId());
          if (inserted) {
            hubs.ensure(handle, owner.organizationId(), document.path("hub").asText());
            publish(handle, definition);
            record(handle, definition, key == null ? Action.CHANGED : Action.CREATED);
          }
          return inserted;
        });
    return stored ? again(definition) : Optional.empty();
  }

  /**
   * Stores another version of a definition.
   *
   * @param read the version that the change is based on
   * @param document the new one, {@link #number numbered}
   * @return empty when it was changed meanwhile
   * @throws ApiException 409 when the organization has another element of that key
   */
  public Optional<StoredDefinition> change(
      Principal caller, StoredDefinition read, @Nullable String key, ObjectNode document) {
    StoredDefinition next =
        new StoredDefinition(
            read.id(),
            read.organizationId(),
            read.accountId(),
            read.elementId(),
            key,
            read.version(),
            read.createdDate(),
            read.updatedDate(),
            document);
    boolean stored =
        database.transact(handle -> {
          if (key != null && repository.hasOther(handle, next)) {
            throw taken(key);
          }
          boolean updated = repository.update(handle, next, caller.userId());
          if (updated) {
            hubs.ensure(handle, read.organizationId(), document.path("hub").asText());
            publish(handle, next);
            record(handle, next, Action.CHANGED);
          }
          return updated;
        });
    return stored ? again(next) : Optional.empty();
  }

  private Optional<StoredDefinition> again(StoredDefinition definition) {
    live.invalidate(Place.of(definition));
    return definition.key() == null
        ? extension(definition.organizationId(), definition.accountId(), definition.elementId())
        : own(definition.organizationId(), definition.elementId());
  }

  private void record(Handle handle, StoredDefinition definition, Action action) {
    audit.record(
        handle,
        AuditEvent.of(definition.organizationId(), action, Kind.ELEMENT, definition.elementId()));
  }

  private void publish(Handle handle, StoredDefinition definition) {
    notifications.publish(handle, CHANGED, Place.of(definition).toString());
  }

  /**
   * Deletes an element with all that accounts have added to it.
   *
   * @throws ApiException 409 while there are instances of it
   */
  public void delete(StoredDefinition definition) {
    long organizationId = definition.organizationId();
    long elementId = definition.elementId();
    database.change(handle -> {
      repository.lock(handle, organizationId, elementId);
      long instances = users.instancesOf(handle, organizationId, elementId);
      if (instances > 0) {
        throw ApiException.of(
            409,
            "The element %s has %d instance%s. Delete %s first."
                .formatted(
                    definition.key(),
                    instances,
                    instances == 1 ? "" : "s",
                    instances == 1 ? "it" : "them"));
      }
      repository.deleteOwn(handle, organizationId, elementId);
      publish(handle, definition);
      record(handle, definition, Action.DELETED);
    });
    live.invalidate(Place.of(definition));
  }

  /** Deletes what an account has added to an element; false if it was changed meanwhile. */
  public boolean deleteExtension(StoredDefinition definition) {
    boolean deleted =
        database.transact(handle -> {
          publish(handle, definition);
          boolean gone = repository.delete(handle, definition);
          if (gone) {
            record(handle, definition, Action.CHANGED);
          }
          return gone;
        });
    live.invalidate(Place.of(definition));
    return deleted;
  }

  boolean hold(Handle handle, long organizationId, long elementId) {
    return repository.hold(handle, organizationId, elementId);
  }

  /** The versions of a definition that are kept, the newest first. */
  public List<Version> versions(StoredDefinition definition) {
    return repository.versions(definition);
  }

  /** Shares an element with an account of its organization; false when there is none. */
  public boolean share(StoredDefinition definition, long accountId) {
    return repository.share(definition, accountId);
  }

  /** Takes an element away from an account; false when it was not shared with it. */
  public boolean unshare(StoredDefinition definition, long accountId) {
    return repository.unshare(definition, accountId);
  }

  /** The accounts with which an element is shared. */
  public List<Long> shares(StoredDefinition definition) {
    return repository.shares(definition);
  }

  boolean uses(long organizationId, String hub) {
    return repository.uses(organizationId, hub);
  }

  private static ApiException taken(String key) {
    return ApiException.of(409, "There is an element with the key " + key + " already.");
  }
}
