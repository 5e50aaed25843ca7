package dev.valence.instances;

import dev.valence.catalog.Catalog;
import dev.valence.http.RequestContext;
import dev.valence.identity.Principal;
import dev.valence.instances.InstanceView.EntryView;
import dev.valence.instances.InstanceView.StateView;
import dev.valence.model.ApiException;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What can be done with instances. Another organization's instance is an unknown one. */
@ApplicationScoped
class InstanceService {

  private static final String THING = "instance";

  private final InstanceRepository repository;
  private final Provisioning provisioning;
  private final LiveInstances live;
  private final Catalog catalog;
  private final RequestContext context;

  InstanceService(
      InstanceRepository repository,
      Provisioning provisioning,
      LiveInstances live,
      Catalog catalog,
      RequestContext context) {
    this.repository = repository;
    this.provisioning = provisioning;
    this.live = live;
    this.catalog = catalog;
    this.context = context;
  }

  InstanceView create(Principal owner, CreateInstance body) {
    return view(provisioning.create(owner, body.elementKeyOrId(), body));
  }

  InstanceView create(Principal owner, String keyOrId, CreateInstance body) {
    return view(provisioning.create(owner, Optional.of(keyOrId), body));
  }

  Page<InstanceView> list(Principal caller, PageRequest request) {
    return views(repository.list(caller.organizationId(), null, request), request);
  }

  Page<InstanceView> list(Principal caller, String keyOrId, PageRequest request) {
    long elementId = catalog.require(keyOrId).id();
    return views(repository.list(caller.organizationId(), elementId, request), request);
  }

  InstanceView get(Principal caller, String id) {
    return view(require(caller, id));
  }

  InstanceView get(Principal caller, String keyOrId, String id) {
    return view(require(caller, keyOrId, id));
  }

  void delete(Principal caller, String id) {
    delete(require(caller, id));
  }

  void delete(Principal caller, String keyOrId, String id) {
    delete(require(caller, keyOrId, id));
  }

  List<EntryView> configuration(Principal caller, String id) {
    LiveInstance instance = withElement(require(caller, id));
    return instance.element().configuration().stream().map(entry -> view(entry, instance)).toList();
  }

  /** The instance is gone once its row is; the provider is told then, and need not answer. */
  private void delete(Instance instance) {
    if (!repository.delete(instance.organizationId(), instance.id())) {
      throw ApiException.notFound(THING, instance.id());
    }
    live.forget(instance.id());
    provisioning.revoke(withElement(instance));
  }

  private Instance require(Principal caller, String keyOrId, String id) {
    Instance instance = require(caller, id);
    if (instance.elementId() != catalog.require(keyOrId).id()) {
      throw ApiException.notFound(THING, id);
    }
    return instance;
  }

  private Instance require(Principal caller, String id) {
    return number(id)
        .flatMap(number -> repository.find(caller.organizationId(), number))
        .orElseThrow(() -> ApiException.notFound(THING, id));
  }

  private static Optional<Long> number(String id) {
    try {
      return Optional.of(Long.valueOf(id));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Page<InstanceView> views(Page<Instance> page, PageRequest request) {
    if (page.items().isEmpty() && request.nextPage().isEmpty()) {
      throw ApiException.of(404, "No instances found.");
    }
    return new Page<>(page.items().stream().map(this::view).toList(), page.next());
  }

  private LiveInstance withElement(Instance instance) {
    return new LiveInstance(instance, catalog.require(instance.elementId()));
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
        false,
        false,
        "none",
        instance.user(),
        new StateView(
            instance.state().name(), instance.state().since(), instance.state().reason()));
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
