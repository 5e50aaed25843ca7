package dev.valence.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.Catalog;
import dev.valence.catalog.Definitions;
import dev.valence.catalog.Fault;
import dev.valence.catalog.PartList;
import dev.valence.catalog.StoredDefinition;
import dev.valence.catalog.StoredDefinition.Version;
import dev.valence.catalog.StoredElements;
import dev.valence.catalog.Viewer;
import dev.valence.identity.Authorities;
import dev.valence.identity.Authorities.Authority;
import dev.valence.identity.Principal;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes what organizations define themselves (contract, platform 6.1). Whoever changes
 * something needs the role admin in the account that has it, or org-admin; scripts need org-admin,
 * since they see the secrets of all instances that they run for.
 *
 * <p>A change is made to a copy, checked as a whole and stored as a new version, or not at all.
 */
@ApplicationScoped
class ElementBuilder {

  /** Settings that the platform gives a meaning, and that no request adds (platform 6.3). */
  private static final Set<String> RESERVED =
      Set.of(
          "oauth.basic.header",
          "oauth.user.refresh_time",
          "oauth.user.refresh_token",
          "oauth.user.refresh_interval",
          "oauth.user.token",
          "oauth.user.token.secret",
          "oauth.api.key",
          "oauth.api.secret",
          "oauth.scope",
          "oauth.token.url",
          "oauth.authorization.url",
          "oauth.token.refresh_url",
          "oauth.token.revoke_url",
          "oauth.callback.url",
          "oauth.request.url",
          "oauth.request.authorization.type",
          "username",
          "password",
          "base.url",
          "pagination.type",
          "pagination.max",
          "pagination.page.startindex",
          "aws.api.key",
          "aws.api.secret",
          "aws.region",
          "expires",
          "expires_in");

  /** How often a change is tried anew that somebody else's came before. */
  private static final int ATTEMPTS = 5;

  private static final String HUB = "hub";
  private static final String MODEL = "model";
  private static final String FIELD_ID = "id";

  private final Catalog catalog;
  private final StoredElements stored;
  private final Definitions definitions;
  private final DefinitionCheck check;
  private final Authorities authorities;

  ElementBuilder(
      Catalog catalog,
      StoredElements stored,
      Definitions definitions,
      DefinitionCheck check,
      Authorities authorities) {
    this.catalog = catalog;
    this.stored = stored;
    this.definitions = definitions;
    this.check = check;
    this.authorities = authorities;
  }

  /**
   * Stores an element of the caller's account.
   *
   * @throws ApiException 400 that names every fault; 403 without the role; 409 for a key that the
   *     organization has
   */
  ObjectNode create(Principal caller, ObjectNode sent) {
    Authority authority = requireAdministrator(caller);
    List<Fault> faults = definitions.prepare(sent);
    if (sent.path("key").asText().isBlank()) {
      sent.put("key", keyOf(sent.path("name").asText()));
    }
    ObjectNode nothing = sent.objectNode();
    stored.number(sent, nothing);
    accept(sent, nothing, authority, faults);
    return catalog.show(stored.create(caller, sent.path("key").asText(), sent));
  }

  /** The key of an element that has only a name: its letters and digits. */
  private static String keyOf(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /**
   * Replaces the definition of an element; parts that are the same keep their numbers.
   *
   * @throws ApiException as for {@link #create}; 404 when there is none; 403 for one that is not
   *     the caller's to change
   */
  ObjectNode replace(Principal caller, String keyOrId, ObjectNode sent) {
    List<Fault> faults = definitions.prepare(sent);
    StoredDefinition changed =
        change(
            caller,
            keyOrId,
            definition -> {
              ObjectNode next = sent.deepCopy();
              if (next.path("key").asText().isBlank()) {
                next.set("key", definition.get("key"));
              }
              return next;
            },
            faults);
    return catalog.show(changed);
  }

  /**
   * Deletes an element.
   *
   * @throws ApiException 403, 404 as for {@link #replace}; 409 while there are instances
   */
  void delete(Principal caller, String keyOrId) {
    stored.delete(requireOwn(caller, keyOrId));
  }

  /** Marks an element as one that the catalogue offers, or not. */
  void activate(Principal caller, String keyOrId, boolean active) {
    change(caller, keyOrId, in(definition -> definition.put("active", active)), List.of());
  }

  /**
   * Makes an element of the caller's own of any that the caller sees. Secret default values stay
   * behind.
   *
   * @param sent the name and key of the new one, each where it is there
   * @throws ApiException as for {@link #create}; 403 for an element that says that it is not
   *     cloneable
   */
  ObjectNode copy(Principal caller, String keyOrId, ObjectNode sent) {
    Viewer viewer = catalog.viewer(caller);
    Element element = catalog.require(viewer, keyOrId);
    if (!element.cloneable() && !isOwn(caller, element)) {
      throw ApiException.forbidden("The element " + element.key() + " cannot be cloned.");
    }
    ObjectNode copy = catalog.export(viewer, String.valueOf(element.id()));
    String name = sent.path("name").asText(element.name() + " Clone");
    copy.put("name", name.isBlank() ? element.name() : name);
    copy.put("key", sent.path("key").asText(freeKey(viewer, element.key())));
    copy.put("private", true);
    if (copy.get("hosts") instanceof ArrayNode hosts) {
      hosts.removeIf(host -> host.asText().matches(".*:[0-9]+")); // exemptions are the operator's
    }
    PartList.CONFIGURATION.of(copy).stream()
        .filter(Definitions::hasSecret)
        .forEach(entry -> entry.put("defaultValue", ""));
    return create(caller, copy);
  }

  private boolean isOwn(Principal caller, Element element) {
    return stored.own(caller.organizationId(), element.id()).isPresent();
  }

  private String freeKey(Viewer viewer, String key) {
    Set<String> taken =
        catalog.list(viewer).stream().map(Catalog.Entry::key).collect(Collectors.toSet());
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> key + "clone" + (number == 1 ? "" : number))
        .filter(candidate -> !taken.contains(candidate))
        .findFirst()
        .orElseThrow();
  }

  /** The versions of an element, the newest first; of a built-in one there is none to tell. */
  List<Version> versions(Viewer viewer, String keyOrId) {
    Element element = catalog.require(viewer, keyOrId);
    return stored
        .own(viewer.organizationId(), element.id())
        .map(stored::versions)
        .orElse(List.of());
  }

  /** What is wrong with an element as it is stored. */
  List<Fault> validate(Viewer viewer, String keyOrId) {
    Element element = catalog.require(viewer, keyOrId);
    return stored
        .own(viewer.organizationId(), element.id())
        .map(StoredDefinition::document)
        .map(document -> check.faults(document, document.objectNode()))
        .orElse(List.of());
  }

  /** The accounts with which an element of the caller's is shared. */
  List<Long> shares(Principal caller, String keyOrId) {
    return stored.shares(requireOwn(caller, keyOrId));
  }

  /**
   * Shares an element with an account.
   *
   * @throws ApiException 403, 404 as for {@link #replace}; 404 for an unknown account
   */
  void share(Principal caller, String keyOrId, String accountId) {
    StoredDefinition definition = requireOwn(caller, keyOrId);
    if (account(accountId).filter(account -> stored.share(definition, account)).isEmpty()) {
      throw unknownAccount(accountId);
    }
  }

  /**
   * Takes an element away from an account.
   *
   * @throws ApiException 403, 404 as for {@link #share}; 404 when it is not shared with it
   */
  void unshare(Principal caller, String keyOrId, String accountId) {
    StoredDefinition definition = requireOwn(caller, keyOrId);
    if (account(accountId).filter(account -> stored.unshare(definition, account)).isEmpty()) {
      throw unknownAccount(accountId);
    }
  }

  private static Optional<Long> account(String id) {
    return Optional.of(id).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
  }

  static ApiException unknownAccount(String id) {
    return ApiException.notFound("account", id);
  }

  /**
   * A list of parts as somebody sees it.
   *
   * @param accountOnly only what the viewer's account has made
   * @throws ApiException 404 when there is no such element, or no owner of the list
   */
  ArrayNode list(Viewer viewer, String keyOrId, Place place, boolean accountOnly, String words) {
    ObjectNode shown = catalog.show(viewer, keyOrId, words);
    ArrayNode parts = shown.arrayNode();
    for (ObjectNode part : place.list().of(place.owner(shown))) {
      JsonNode owner = part.has("ownerAccountId") ? part : shown;
      if (!accountOnly || owner.path("ownerAccountId").asLong() == viewer.accountId()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * A part as somebody sees it.
   *
   * @throws ApiException 404 when there is none
   */
  ObjectNode get(Viewer viewer, String keyOrId, Place place, String id, String words) {
    return place.part(catalog.show(viewer, keyOrId, words), id);
  }

  /**
   * Adds a part. A resource of an element that is not the caller's is added for their account.
   *
   * @throws ApiException as for {@link #replace}; 400 for a setting that is reserved
   */
  ObjectNode add(Principal caller, String keyOrId, Place place, ObjectNode part, String words) {
    refuseReserved(place, part);
    StoredDefinition changed =
        change(
            caller,
            keyOrId,
            place,
            in(definition -> listOf(place.owner(definition), place.list()).add(part.deepCopy())));
    JsonNode added = place.list().of(place.owner(changed.document())).getLast();
    return shown(caller, changed, place, added.path(FIELD_ID).asText(), words);
  }

  /**
   * Replaces a part, whose number stays. What has routes of its own below it stays unless the
   * request has it.
   *
   * @throws ApiException as for {@link #add}; 404 when there is none
   */
  ObjectNode put(
      Principal caller, String keyOrId, Place place, String id, ObjectNode part, String words) {
    StringBuilder number = new StringBuilder();
    StoredDefinition changed =
        change(
            caller,
            keyOrId,
            place,
            in(definition -> {
              ObjectNode current = place.part(definition, id);
              if (!place.list().identity(current).equals(place.list().identity(part))) {
                refuseReserved(place, part);
              }
              number.setLength(0);
              number.append(current.path(FIELD_ID).asText());
              overwrite(current, part);
            }));
    return shown(caller, changed, place, number.toString(), words);
  }

  /** Puts a part's fields in the place of another's. */
  private static void overwrite(ObjectNode current, ObjectNode part) {
    Set<String> below = Set.of("parameters", "hooks", MODEL, "fields");
    current
        .properties()
        .removeIf(field -> !field.getKey().equals(FIELD_ID) && !below.contains(field.getKey()));
    part.properties().stream()
        .filter(field -> !field.getKey().equals(FIELD_ID))
        .forEach(field -> current.set(field.getKey(), field.getValue().deepCopy()));
  }

  /**
   * Replaces or adds parts: those with a number or a name that is there are replaced.
   *
   * @throws ApiException as for {@link #add}
   */
  ArrayNode upsert(
      Principal caller, String keyOrId, Place place, List<ObjectNode> parts, String words) {
    StoredDefinition changed =
        change(
            caller,
            keyOrId,
            place,
            in(definition -> {
              ObjectNode owner = place.owner(definition);
              for (ObjectNode part : parts) {
                Optional<ObjectNode> current =
                    Optional.of(part.path(FIELD_ID).asText())
                        .filter(id -> !id.isEmpty())
                        .flatMap(id -> place.list().find(owner, id))
                        .or(() -> place.list().find(owner, part.path("name").asText()));
                current.ifPresentOrElse(
                    known -> overwrite(known, part),
                    () -> listOf(owner, place.list()).add(part.deepCopy()));
              }
            }));
    return list(catalog.viewer(caller), String.valueOf(changed.elementId()), place, false, words);
  }

  /**
   * Replaces a whole list.
   *
   * @throws ApiException as for {@link #add}
   */
  ArrayNode putList(
      Principal caller, String keyOrId, Place place, List<ObjectNode> parts, String words) {
    StoredDefinition changed =
        change(
            caller,
            keyOrId,
            place,
            in(definition ->
                place
                    .owner(definition)
                    .putArray(place.list().field())
                    .addAll(parts.stream().map(ObjectNode::deepCopy).toList())));
    return list(catalog.viewer(caller), String.valueOf(changed.elementId()), place, false, words);
  }

  /**
   * Takes a part away.
   *
   * @throws ApiException as for {@link #put}
   */
  void remove(Principal caller, String keyOrId, Place place, String id) {
    change(
        caller,
        keyOrId,
        place,
        in(definition -> {
          ObjectNode part = place.part(definition, id);
          listOf(place.owner(definition), place.list())
              .removeIf(other -> other.path(FIELD_ID).equals(part.path(FIELD_ID)));
        }));
  }

  /**
   * Puts a resource's model in the place of the one that it has, or takes that away.
   *
   * @param model null for none
   * @throws ApiException as for {@link #put}
   */
  void putModel(Principal caller, String keyOrId, String resourceId, @Nullable ObjectNode model) {
    Place resources = Place.of(PartList.RESOURCES);
    change(
        caller,
        keyOrId,
        resources,
        in(definition -> {
          ObjectNode resource = resources.part(definition, resourceId);
          if (model == null) {
            resource.remove(MODEL);
          } else {
            resource.set(MODEL, model);
          }
        }));
  }

  private ObjectNode shown(
      Principal caller, StoredDefinition changed, Place place, String id, String words) {
    return get(catalog.viewer(caller), String.valueOf(changed.elementId()), place, id, words);
  }

  private static ArrayNode listOf(ObjectNode owner, PartList list) {
    return owner.get(list.field()) instanceof ArrayNode parts
        ? parts
        : owner.putArray(list.field());
  }

  private static void refuseReserved(Place place, ObjectNode part) {
    String key = part.path("key").asText();
    if (place.list() == PartList.CONFIGURATION
        && (RESERVED.contains(key) || key.startsWith("bulk.") || key.startsWith("event."))) {
      throw ApiException.badRequest(
          "The key " + key + " is reserved: it is the platform's, or that of a whole definition.");
    }
  }

  private static UnaryOperator<ObjectNode> in(Consumer<ObjectNode> change) {
    return definition -> {
      change.accept(definition);
      return definition;
    };
  }

  /** Changes an element of the caller's own. */
  private StoredDefinition change(
      Principal caller, String keyOrId, UnaryOperator<ObjectNode> change, List<Fault> faults) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Authority authority = requireAdministrator(caller);
      StoredDefinition current = requireOwn(caller, keyOrId);
      ObjectNode next = change.apply(current.document().deepCopy());
      stored.number(next, current.document());
      accept(next, current.document(), authority, faults);
      Optional<StoredDefinition> changed =
          stored.change(caller, current, next.path("key").asText(), next);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    throw meanwhile();
  }

  /** The same, or what the caller's account adds to an element that is not the caller's. */
  private StoredDefinition change(
      Principal caller, String keyOrId, Place place, UnaryOperator<ObjectNode> change) {
    Authority authority = requireAdministrator(caller);
    Element element = catalog.require(Viewer.of(caller, authority), keyOrId);
    if (!place.ofResources() || isTheirs(caller, authority, element)) {
      return change(caller, keyOrId, change, List.of());
    }
    if (!element.extendable()) {
      throw ApiException.forbidden("The element " + element.key() + " cannot be extended.");
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<StoredDefinition> changed = extend(caller, authority, element, change);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    throw meanwhile();
  }

  private Optional<StoredDefinition> extend(
      Principal caller, Authority authority, Element element, UnaryOperator<ObjectNode> change) {
    Optional<StoredDefinition> current =
        stored.extension(caller.organizationId(), caller.accountId(), element.id());
    ObjectNode before =
        current.map(StoredDefinition::document).orElseGet(Definitions.JSON::createObjectNode);
    ObjectNode next = change.apply(before.deepCopy());
    next.put(HUB, element.hub());
    stored.number(next, before);
    accept(Definitions.extension(element.hub(), next), before, authority, List.of());
    if (current.isEmpty()) {
      return stored.extend(caller, element.id(), next);
    }
    if (PartList.RESOURCES.of(next).isEmpty()) {
      return current.filter(stored::deleteExtension);
    }
    return stored.change(caller, current.get(), null, next);
  }

  /**
   * Takes a definition, or says everything that is wrong with it.
   *
   * @throws ApiException 400, or 403 for scripts that the caller may not write
   */
  private void accept(
      ObjectNode definition, ObjectNode before, Authority authority, List<Fault> faults) {
    List<String> all =
        Stream.concat(faults.stream(), check.faults(definition, before).stream())
            .map(fault -> fault + ".")
            .toList();
    if (!all.isEmpty()) {
      throw ApiException.badRequest(all);
    }
    Set<String> scripts = Hooks.scripts(definition);
    scripts.removeAll(Hooks.scripts(before));
    if (!scripts.isEmpty() && !authority.ofOrganization()) {
      throw ApiException.forbidden(
          "Scripts of hooks need the role org-admin, since they see the secrets of instances.");
    }
  }

  private boolean isTheirs(Principal caller, Authority authority, Element element) {
    return stored
        .own(caller.organizationId(), element.id())
        .filter(definition -> authority.administers(definition.accountId()))
        .isPresent();
  }

  private StoredDefinition requireOwn(Principal caller, String keyOrId) {
    Authority authority = authorities.of(caller);
    Element element = catalog.require(Viewer.of(caller, authority), keyOrId);
    return stored
        .own(caller.organizationId(), element.id())
        .filter(definition -> authority.administers(definition.accountId()))
        .orElseThrow(() ->
            ApiException.forbidden(
                "The element "
                    + element.key()
                    + " is not yours to change. It can be cloned, and resources be added to it."));
  }

  private Authority requireAdministrator(Principal caller) {
    Authority authority = authorities.of(caller);
    if (!authority.ofAccount()) {
      throw ApiException.forbidden("This needs the role admin in the account, or org-admin.");
    }
    return authority;
  }

  private static ApiException meanwhile() {
    return ApiException.of(409, "The element was changed meanwhile. Try again.");
  }
}
