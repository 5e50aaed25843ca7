package dev.valence.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.catalog.StoredElementRepository.Listed;
import dev.valence.identity.Authorities;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Hub;
import dev.valence.model.Resource;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The elements and hubs that somebody sees: those that are built in, and their organization's own.
 *
 * <p>An own element wins over a built-in one of the same key; that one's number reaches it still.
 * Another organization's element is an unknown one. An element that somebody got stays as it is,
 * whatever changes meanwhile; who asks again gets the newest version.
 */
@ApplicationScoped
public class Catalog {

  private static final String THING = "element";

  private final PlatformElements platform;
  private final StoredElements stored;
  private final Definitions definitions;
  private final Authorities authorities;
  private final HubRepository hubs;

  /**
   * By what was added: the same element for every call until it, or that, is another one. Who reads
   * does the upkeep, for which another thread would be woken up.
   */
  private final Cache<List<Resource>, Extended> extended =
      Caffeine.newBuilder().executor(Runnable::run).weakKeys().build();

  @Inject
  Catalog(
      PlatformElements platform,
      StoredElements stored,
      Definitions definitions,
      Authorities authorities,
      Database database) {
    this.platform = platform;
    this.stored = stored;
    this.definitions = definitions;
    this.authorities = authorities;
    this.hubs = new HubRepository(database);
  }

  /**
   * An element as lists find it.
   *
   * @param own whether it is an organization's own
   * @param extended whether the viewer's account has added resources
   */
  public record Entry(
      long id, String key, String name, String hub, boolean own, boolean extended) {}

  /**
   * An element as an account's instances see it, with the resources that the account has added
   * before the element's own.
   */
  public Optional<Element> find(long organizationId, long accountId, long elementId) {
    return platform
        .find(elementId)
        .or(() -> stored.element(organizationId, elementId))
        .map(element -> extended(element, organizationId, accountId));
  }

  /**
   * The same.
   *
   * @throws ApiException 404 when there is none
   */
  public Element require(long organizationId, long accountId, long elementId) {
    return find(organizationId, accountId, elementId)
        .orElseThrow(() -> ApiException.notFound(THING, elementId));
  }

  private Element extended(Element element, long organizationId, long accountId) {
    List<Resource> added = stored.added(organizationId, accountId, element.id());
    if (added.isEmpty()) {
      return element;
    }
    Extended known = extended.getIfPresent(added);
    if (known == null || !known.base().equals(element)) {
      known =
          new Extended(
              element, element.extendedWith(Definitions.extended(element.resources(), added)));
      extended.put(added, known);
    }
    return known.whole();
  }

  /** An element as it was extended last. */
  private record Extended(Element base, Element whole) {}

  /** The key of an element of an organization, or of a built-in one. */
  public Optional<String> keyOf(long organizationId, long elementId) {
    return find(organizationId, 0, elementId).map(Element::key);
  }

  /** What somebody sees who calls. */
  public Viewer viewer(Principal caller) {
    return Viewer.of(caller, authorities.of(caller));
  }

  /** The element of that key, or of that number, as somebody sees it. */
  public Optional<Element> find(Viewer viewer, String keyOrId) {
    return id(viewer, keyOrId).flatMap(id -> find(viewer, id));
  }

  private Optional<Element> find(Viewer viewer, long id) {
    return viewer.known()
        ? find(viewer.organizationId(), viewer.accountId(), id)
        : platform.find(id);
  }

  /** The number of an element that somebody sees, by its key or its number. */
  private Optional<Long> id(Viewer viewer, String keyOrId) {
    Optional<Long> own = viewer.known() ? stored.visible(viewer, keyOrId) : Optional.empty();
    return own.or(() -> platform.find(keyOrId).map(Element::id))
        .or(() ->
            Optional.of(keyOrId)
                .filter(text -> viewer.known() && text.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .filter(id -> stored.visible(viewer, id)));
  }

  /**
   * The element of that key, or of that number, as somebody sees it.
   *
   * @throws ApiException 404 when there is none
   */
  public Element require(Viewer viewer, String keyOrId) {
    return find(viewer, keyOrId).orElseThrow(() -> ApiException.notFound(THING, keyOrId));
  }

  /**
   * The same for somebody who calls.
   *
   * @throws ApiException 404 when there is none
   */
  public Element require(Principal caller, String keyOrId) {
    return require(viewer(caller), keyOrId);
  }

  /** The elements that somebody sees, in the order of their keys. */
  public List<Entry> list(Viewer viewer) {
    List<Listed> own = viewer.known() ? stored.visible(viewer) : List.of();
    Set<Long> extended = viewer.known() ? stored.extended(viewer) : Set.of();
    return Stream.concat(
            own.stream()
                .map(each ->
                    new Entry(
                        each.id(),
                        each.key(),
                        each.name(),
                        each.hub(),
                        true,
                        extended.contains(each.id()))),
            platform.elements().stream()
                .map(each ->
                    new Entry(
                        each.id(),
                        each.key(),
                        each.name(),
                        each.hub(),
                        false,
                        extended.contains(each.id()))))
        .sorted(Comparator.comparing(Pages::place))
        .toList();
  }

  /** The numbers of the elements whose keys contain a text, in any case. */
  public List<Long> search(Principal caller, String text) {
    return list(viewer(caller)).stream()
        .filter(
            entry -> entry.key().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
        .map(Entry::id)
        .toList();
  }

  /**
   * An element as the catalogue shows it: with everything that its definition says, without secret
   * default values.
   *
   * @param collection the word for the collection of elements, {@code elements}
   * @throws ApiException 404 when there is none
   */
  public ObjectNode show(Viewer viewer, String keyOrId, String collection) {
    return show(viewer, require(viewer, keyOrId), collection);
  }

  private ObjectNode show(Viewer viewer, Element element, String collection) {
    return platform.find(element.id()).isPresent()
        ? showBuiltIn(viewer, element, collection)
        : showOwn(viewer, element.id());
  }

  /** An element of a list that somebody got. */
  Element require(Viewer viewer, Entry entry) {
    return find(viewer, entry.id()).orElseThrow(() -> ApiException.notFound(THING, entry.key()));
  }

  /** The same as the catalogue shows it. */
  ObjectNode show(Viewer viewer, Entry entry, String collection) {
    return show(viewer, require(viewer, entry), collection);
  }

  private ObjectNode showBuiltIn(Viewer viewer, Element element, String collection) {
    ObjectNode shown = Definitions.JSON.valueToTree(element.shownIn(collection));
    addResources(viewer, element.id(), shown);
    return shown;
  }

  private ObjectNode showOwn(Viewer viewer, long id) {
    StoredDefinition definition =
        stored.own(viewer.organizationId(), id).orElseThrow(() -> ApiException.notFound(THING, id));
    ObjectNode shown = show(definition);
    addResources(viewer, id, shown);
    return shown;
  }

  /** An element of an organization's own as the catalogue shows it. */
  public ObjectNode show(StoredDefinition definition) {
    ObjectNode shown = Definitions.masked(stored.whole(definition));
    shown.put("ownerAccountId", definition.accountId());
    shown.put("createdDate", definition.createdDate().toString());
    shown.put("updatedDate", definition.updatedDate().toString());
    PartList.RESOURCES
        .of(shown)
        .forEach(resource -> resource.put("ownerAccountId", definition.accountId()));
    return shown;
  }

  /** Puts what the viewer's account has added before what the element has itself. */
  private void addResources(Viewer viewer, long elementId, ObjectNode shown) {
    Optional<StoredDefinition> extension =
        viewer.known()
            ? stored.extension(viewer.organizationId(), viewer.accountId(), elementId)
            : Optional.empty();
    if (extension.isEmpty()) {
      return;
    }
    ObjectNode added =
        definitions.complete(
            Definitions.extension(shown.path("hub").asText(), extension.get().document()));
    Set<String> overridden =
        PartList.RESOURCES.of(added).stream()
            .map(PartList.RESOURCES::identity)
            .collect(Collectors.toSet());
    ArrayNode resources = Definitions.JSON.createArrayNode();
    for (ObjectNode resource : PartList.RESOURCES.of(added)) {
      resources.add(resource.put("ownerAccountId", viewer.accountId()));
    }
    for (JsonNode resource : PartList.RESOURCES.of(shown)) {
      if (!overridden.contains(PartList.RESOURCES.identity(resource))) {
        resources.add(resource);
      }
    }
    shown.set("resources", resources);
    shown.put("extended", true);
  }

  /**
   * An element's definition as another system, or this one, imports it.
   *
   * @throws ApiException 404 when there is none
   */
  public ObjectNode export(Viewer viewer, String keyOrId) {
    Element element = require(viewer, keyOrId);
    return definitions.exported(
        platform
            .definition(element.id())
            .or(() ->
                stored.own(viewer.organizationId(), element.id()).map(StoredDefinition::document))
            .orElseThrow(() -> ApiException.notFound(THING, keyOrId)));
  }

  /**
   * Keeps an element from being deleted until a transaction ends in which something comes to need
   * it.
   *
   * @throws ApiException 404 when it has gone
   */
  public void hold(Handle handle, long organizationId, long elementId) {
    if (platform.find(elementId).isEmpty() && !stored.hold(handle, organizationId, elementId)) {
      throw ApiException.notFound(THING, elementId);
    }
  }

  /** The hubs that somebody sees, in the order of their keys. */
  public List<Hub> hubs(Viewer viewer) {
    List<Hub> all = new ArrayList<>(platform.hubs());
    if (viewer.known()) {
      all.addAll(hubs.list(viewer.organizationId()));
      all.sort(Comparator.comparing(Hub::key));
    }
    return all;
  }

  /**
   * The hub of that key.
   *
   * @throws ApiException 404 when there is none
   */
  public Hub requireHub(Viewer viewer, String key) {
    return hubs(viewer).stream()
        .filter(hub -> hub.key().equals(key))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("hub", key));
  }

  /** The hub with its uniform resources. */
  Hub withResources(Hub hub) {
    return platform.withResources(hub);
  }

  /**
   * Makes a hub of an organization's own.
   *
   * @throws ApiException 409 when there is one of that key
   */
  Hub createHub(Viewer viewer, Hub hub) {
    boolean known = hubs(viewer).stream().anyMatch(other -> other.key().equals(hub.key()));
    return Optional.of(hub)
        .filter(one -> !known)
        .flatMap(one ->
            hubs.insert(
                viewer.organizationId(),
                one.key(),
                one.name(),
                one.description(),
                one.videoLink(),
                one.active()))
        .map(id -> requireHub(viewer, hub.key()))
        .orElseThrow(
            () -> ApiException.of(409, "There is a hub with the key " + hub.key() + " already."));
  }

  /**
   * Deletes a hub of an organization's own.
   *
   * @throws ApiException 403 for a built-in one; 404 when there is none; 409 while elements are in
   *     it
   */
  void deleteHub(Viewer viewer, String key) {
    requireHub(viewer, key);
    if (platform.hubs().stream().anyMatch(hub -> hub.key().equals(key))) {
      throw ApiException.forbidden("The hub " + key + " is built in.");
    }
    if (stored.uses(viewer.organizationId(), key)) {
      throw ApiException.of(409, "There are elements in the hub " + key + ".");
    }
    hubs.delete(viewer.organizationId(), key);
  }
}
