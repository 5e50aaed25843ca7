package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ConnectorRegistry;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Hub;
import dev.valence.model.HubContract;
import dev.valence.model.Resource;
import dev.valence.store.Database;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The elements and hubs that this installation offers to everybody. They are read once, when the
 * server starts.
 */
@ApplicationScoped
@Startup
public class PlatformElements {

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Hub> hubs;
  private final Map<String, List<Resource>> hubResources = new TreeMap<>();
  private final Map<String, Element> elements = new TreeMap<>();
  private final Map<Long, Element> elementsById = new HashMap<>();
  private final Map<Long, ObjectNode> definitions = new HashMap<>();
  private final Map<String, byte[]> images = new HashMap<>();
  private final Function<Element, List<Resource>> connectorResources;

  @Inject
  PlatformElements(
      Database database,
      EndpointOverlay overlay,
      ElementDirectory directory,
      @Any Instance<HubContract> contracts,
      ConnectorRegistry connectors) {
    this(database, overlay, directory, contracts.stream().toList(), connectors::resourcesOf);
  }

  /**
   * Reads the built-in elements and the operator's.
   *
   * @param database where the elements' numbers are kept
   * @param overlay what changes in their definitions
   * @param directory where the operator's elements are
   * @param contracts the hubs whose operations are code
   * @param connectorResources gives the resources that an element's connector answers
   * @throws InvalidElementsException with all faults of the definitions
   */
  public PlatformElements(
      Database database,
      EndpointOverlay overlay,
      ElementDirectory directory,
      List<HubContract> contracts,
      Function<Element, List<Resource>> connectorResources) {
    this.connectorResources = connectorResources;
    this.hubs =
        Hubs.builtIn().stream()
            .collect(Collectors.toMap(Hub::key, Function.identity(), (a, b) -> a, TreeMap::new));
    contracts.forEach(contract -> hubResources.put(contract.hub(), contract.resources()));
    List<LoadedElement> loaded = new ElementLoader(hubs.keySet()).load(directory);
    ElementIdRepository numbers = new ElementIdRepository(database);
    Map<String, ElementIdRepository.Ids> ids =
        numbers.of(
            loaded.stream()
                .collect(
                    Collectors.toMap(LoadedElement::key, PlatformElements::configurationKeys)));
    for (LoadedElement each : loaded) {
      ObjectNode definition = each.definition();
      number(definition, Objects.requireNonNull(ids.get(each.key())));
      ObjectNode live = definition.deepCopy();
      overlay.apply(live);
      List<Resource> answered = connectorResources.apply(read(live));
      ArrayNode resources = live.withArrayProperty("resources");
      answered.forEach(resource -> resources.add(JSON.<JsonNode>valueToTree(resource)));
      Element element = read(numbered(numbers, live));
      addToHub(element.hub(), answered);
      elements.put(element.key(), element);
      definitions.put(element.id(), definition);
      elementsById.put(element.id(), element);
      if (element.image() != null && each.image() != null) {
        images.put(element.image(), each.image());
      }
    }
  }

  /** The elements in the order of their keys. */
  public List<Element> elements() {
    return List.copyOf(elements.values());
  }

  /** The element of that key, or of that number. */
  Optional<Element> find(String keyOrId) {
    Element byKey = elements.get(keyOrId);
    return byKey == null && keyOrId.matches("[0-9]{1,18}")
        ? find(Long.parseLong(keyOrId))
        : Optional.ofNullable(byKey);
  }

  /** The element of that number. */
  public Optional<Element> find(long id) {
    return Optional.ofNullable(elementsById.get(id));
  }

  /**
   * The element of that key, or of that number.
   *
   * @throws ApiException 404 when there is none
   */
  public Element require(String keyOrId) {
    return find(keyOrId).orElseThrow(() -> ApiException.notFound("element", keyOrId));
  }

  /** The hubs in the order of their keys. */
  List<Hub> hubs() {
    return List.copyOf(hubs.values());
  }

  /** The hub with its uniform resources. */
  Hub withResources(Hub hub) {
    return hub.with(hubResources.getOrDefault(hub.key(), List.of()));
  }

  /**
   * The uniform resources of the hubs whose operations are code, by the hub's key: those of the
   * hub's contract, and what the connectors of its elements answer besides.
   */
  public Map<String, List<Resource>> hubResources() {
    return Collections.unmodifiableMap(hubResources);
  }

  /** The definition of an element as its file has it, with its defaults. */
  Optional<ObjectNode> definition(long id) {
    return Optional.ofNullable(definitions.get(id)).map(ObjectNode::deepCopy);
  }

  /** An element with a connector has what that answers, after the resources that it declares. */
  Element withConnector(Element element) {
    List<Resource> resources = new ArrayList<>(element.resources());
    resources.addAll(connectorResources.apply(element));
    return element.withResources(resources);
  }

  /** The bytes of a built-in element's image, by the name of its file. */
  Optional<byte[]> image(String file) {
    return Optional.ofNullable(images.get(file));
  }

  private static List<String> configurationKeys(LoadedElement element) {
    List<String> keys = new ArrayList<>();
    for (JsonNode entry : element.definition().path("configuration")) {
      keys.add(entry.path("key").asText());
    }
    return keys;
  }

  private static void number(ObjectNode definition, ElementIdRepository.Ids ids) {
    definition.put("id", ids.element());
    for (JsonNode entry : definition.path("configuration")) {
      ((ObjectNode) entry).put("id", ids.entries().get(entry.path("key").asText()));
    }
  }

  private static Element read(ObjectNode definition) {
    try {
      return JSON.treeToValue(definition, Element.class);
    } catch (JsonProcessingException e) {
      // The schema lets nothing pass that the record cannot hold.
      throw new IllegalStateException(definition.path("key").asText(), e);
    }
  }

  private static ObjectNode numbered(ElementIdRepository numbers, ObjectNode definition) {
    Map<String, ObjectNode> parts = new LinkedHashMap<>();
    Numbering.visit(definition, (part, identity) -> parts.put(identity, part));
    Map<String, Long> ids =
        numbers.ofParts(definition.path("id").asLong(), List.copyOf(parts.keySet()));
    parts.forEach((identity, part) -> part.put("id", ids.get(identity)));
    return definition;
  }

  private void addToHub(String hub, List<Resource> answered) {
    List<Resource> known = hubResources.getOrDefault(hub, List.of());
    List<Resource> all = new ArrayList<>(known);
    answered.stream()
        .filter(resource -> known.stream().noneMatch(other -> sameRoute(resource, other)))
        .forEach(all::add);
    if (!all.isEmpty()) {
      hubResources.put(hub, all);
    }
  }

  private static boolean sameRoute(Resource one, Resource other) {
    return one.method().equals(other.method()) && one.path().equals(other.path());
  }
}
