package dev.valence.instances;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.catalog.Catalog;
import dev.valence.http.RequestContext;
import dev.valence.identity.AuditEvent;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditLog;
import dev.valence.identity.Principal;
import dev.valence.instances.InstanceChanges.EntryPatch;
import dev.valence.instances.InstanceQuery.Wanted;
import dev.valence.instances.InstanceView.CountView;
import dev.valence.instances.InstanceView.ElementCount;
import dev.valence.instances.InstanceView.EntryView;
import dev.valence.instances.InstanceView.ObjectView;
import dev.valence.instances.InstanceView.StateView;
import dev.valence.model.ApiException;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What can be done with instances. Another organization's instance is an unknown one. */
@ApplicationScoped
class InstanceService {

  private static final String THING = "instance";

  private final InstanceRepository repository;
  private final InstanceListRepository lists;
  private final IdempotentCreation creation;
  private final Provisioning provisioning;
  private final LiveInstances live;
  private final Catalog catalog;
  private final RequestContext context;
  private final AuditLog audit;

  InstanceService(
      InstanceRepository repository,
      InstanceListRepository lists,
      IdempotentCreation creation,
      Provisioning provisioning,
      LiveInstances live,
      Catalog catalog,
      RequestContext context,
      AuditLog audit) {
    this.repository = repository;
    this.lists = lists;
    this.creation = creation;
    this.provisioning = provisioning;
    this.live = live;
    this.catalog = catalog;
    this.context = context;
    this.audit = audit;
  }

  InstanceView create(
      Principal owner,
      Optional<String> keyOrId,
      CreateInstance body,
      @Nullable String idempotencyKey) {
    Instance instance =
        creation.create(owner, keyOrId.or(body::elementKeyOrId), body, idempotencyKey);
    InstanceView view = view(instance);
    return body.wantsObjects() ? view.withObjects(objects(instance)) : view;
  }

  Page<InstanceView> list(Principal caller, InstanceQuery query, PageRequest request) {
    return list(caller, query, filter(caller, query), request);
  }

  Page<InstanceView> listOfElement(
      Principal caller, String keyOrId, InstanceQuery query, PageRequest request) {
    long elementId = catalog.require(caller, keyOrId).id();
    return list(caller, query, filter(caller, query).ofElement(elementId), request);
  }

  Page<InstanceView> listOfAccount(
      Principal caller, long accountId, InstanceQuery query, PageRequest request) {
    return list(caller, query, filter(caller, query).ofAccount(accountId), request);
  }

  CountView count(Principal caller) {
    SequencedMap<Long, Long> counts = lists.count(caller.organizationId());
    List<ElementCount> elements = new ArrayList<>();
    counts.forEach((id, count) ->
        elements.add(
            new ElementCount(id, catalog.keyOf(caller.organizationId(), id).orElse(null), count)));
    return new CountView(counts.values().stream().mapToLong(Long::longValue).sum(), elements);
  }

  /** The organization's instance of a number. */
  Instance require(Principal caller, String id) {
    return number(id)
        .flatMap(number -> repository.find(caller.organizationId(), number))
        .orElseThrow(() -> ApiException.notFound(THING, id));
  }

  /** The same, if it connects that element. */
  Instance require(Principal caller, String keyOrId, String id) {
    Instance instance = require(caller, id);
    if (instance.elementId() != catalog.require(caller, keyOrId).id()) {
      throw ApiException.notFound(THING, id);
    }
    return instance;
  }

  InstanceView replace(Principal caller, Instance instance, CreateInstance body) {
    return changed(provisioning.replace(caller, instance, body));
  }

  InstanceView patch(Principal caller, Instance instance, CreateInstance body) {
    return changed(provisioning.patch(caller, instance, body));
  }

  /** The instance is gone once its row is; the provider is told then, and need not answer. */
  void delete(Instance instance) {
    if (!repository.delete(instance.organizationId(), instance.id())) {
      throw ApiException.notFound(THING, instance.id());
    }
    live.forget(instance.id());
    provisioning.leave(withElement(instance));
  }

  List<EntryView> configuration(Instance instance) {
    LiveInstance shown = withElement(instance);
    return shown.element().configuration().stream().map(entry -> view(entry, shown)).toList();
  }

  /**
   * An entry of the configuration.
   *
   * @param idOrKey the entry's number or key
   */
  EntryView entry(Instance instance, String idOrKey) {
    LiveInstance shown = withElement(instance);
    return view(entry(shown.element(), idOrKey), shown);
  }

  EntryView patchEntry(Principal caller, Instance instance, String idOrKey, EntryPatch patch) {
    Element element = withElement(instance).element();
    ConfigurationEntry entry = entry(element, idOrKey);
    JsonNode value = patch.propertyValue();
    if (value == null) {
      throw ApiException.badRequest("propertyValue is missing.");
    }
    if (!Plan.callers(element, entry)) {
      throw ApiException.badRequest(entry.key() + " is kept by the platform.");
    }
    Instance changed =
        provisioning.patch(
            caller, instance, CreateInstance.ofConfiguration(Map.of(entry.key(), value)));
    live.forget(instance.id());
    return view(entry, withElement(changed));
  }

  /** The element of an instance. */
  Element element(Instance instance) {
    return withElement(instance).element();
  }

  void enable(Instance instance, boolean enabled) {
    if (!repository.putDisabled(instance.organizationId(), instance.id(), !enabled)) {
      throw ApiException.notFound(THING, instance.id());
    }
    live.forget(instance.id());
  }

  /**
   * Traces the calls of an instance for some time.
   *
   * @param minutes 0 to end it
   */
  void trace(Instance instance, long minutes) {
    Instant until = minutes == 0 ? null : Instant.now().plus(Duration.ofMinutes(minutes));
    if (!repository.putTraceUntil(instance.organizationId(), instance.id(), until)) {
      throw ApiException.notFound(THING, instance.id());
    }
    live.forget(instance.id());
  }

  private Page<InstanceView> list(
      Principal caller, InstanceQuery query, InstanceFilter filter, PageRequest request) {
    Page<Instance> page = lists.list(caller.organizationId(), filter, request);
    if (page.items().isEmpty() && request.nextPage().isEmpty()) {
      throw ApiException.of(404, "No instances found.");
    }
    readTokens(caller.organizationId(), null);
    return new Page<>(
        page.items().stream()
            .map(this::view)
            .map(view -> query.hydrated() ? view : view.withoutConfiguration())
            .toList(),
        page.next());
  }

  private InstanceFilter filter(Principal caller, InstanceQuery query) {
    Wanted wanted = query.wanted();
    String text = wanted.searchText();
    List<Long> searched = text == null ? List.of() : catalog.search(caller, text);
    return new InstanceFilter(null, null, wanted.tags(), text, searched, wanted.state());
  }

  private InstanceView changed(Instance instance) {
    live.forget(instance.id());
    return view(instance);
  }

  private static ConfigurationEntry entry(Element element, String idOrKey) {
    return element.configuration().stream()
        .filter(entry -> entry.key().equals(idOrKey) || String.valueOf(entry.id()).equals(idOrKey))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("configuration", idOrKey));
  }

  private List<ObjectView> objects(Instance instance) {
    return withElement(instance).element().objects().stream()
        .map(object ->
            new ObjectView(
                object.path("name").asText(),
                object.hasNonNull("vendorName") ? object.path("vendorName").asText() : null,
                "vendor"))
        .toList();
  }

  private static Optional<Long> number(String id) {
    try {
      return Optional.of(Long.valueOf(id));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private LiveInstance withElement(Instance instance) {
    return new LiveInstance(
        instance,
        catalog.require(instance.organizationId(), instance.accountId(), instance.elementId()));
  }

  /** An instance for somebody who asks for it, and so for its token. */
  InstanceView show(Instance instance) {
    readTokens(instance.organizationId(), String.valueOf(instance.id()));
    return view(instance);
  }

  private void readTokens(long organizationId, @Nullable String id) {
    audit.record(AuditEvent.of(organizationId, Action.SECRET_READ, Kind.INSTANCE, id));
  }

  private InstanceView view(Instance instance) {
    LiveInstance connected = withElement(instance);
    Element element = connected.element();
    boolean events =
        connected
            .configuration("event.notification.enabled")
            .map(Boolean::parseBoolean)
            .orElse(false);
    return new InstanceView(
        instance.id(),
        instance.name(),
        instance.createdDate(),
        instance.updatedDate(),
        instance.token().reveal(),
        element.summaryIn(context.vocabulary().plural()),
        element.id(),
        instance.tags(),
        List.of(),
        !instance.state().needsConsent(),
        instance.disabled(),
        0,
        0,
        connected.shownConfiguration(),
        events,
        instance.traced(Instant.now()),
        false,
        instance.externalAuthentication(),
        instance.user(),
        new StateView(instance.state().name(), instance.state().since(), instance.state().reason()),
        null);
  }

  private static EntryView view(ConfigurationEntry entry, LiveInstance instance) {
    return new EntryView(
        entry.id(),
        entry.key(),
        entry.name(),
        entry.description(),
        instance.shownValue(entry),
        entry.type(),
        entry.required(),
        entry.active(),
        entry.hideFromConsole(),
        entry.internal());
  }
}
