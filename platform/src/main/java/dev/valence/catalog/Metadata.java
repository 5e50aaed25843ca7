package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.ElementMetadata;
import dev.valence.model.ElementMetadata.Api;
import dev.valence.model.ElementMetadata.Bulk;
import dev.valence.model.ElementMetadata.Discovery;
import dev.valence.model.ElementMetadata.Events;
import dev.valence.model.ElementMetadata.Poll;
import dev.valence.model.ElementMetadata.ResourceMetadata;
import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Derives an element's catalogue card from its definition. */
final class Metadata {

  private static final JsonMapper JSON = new JsonMapper();

  private Metadata() {}

  static ElementMetadata of(Element element, String collection) {
    String authentication = element.authentication().type();
    return new ElementMetadata(
        element.id(),
        element.key(),
        element.name(),
        element.description(),
        element.imageIn(collection).orElse(null),
        element.hub(),
        element.active(),
        element.beta(),
        element.cloneable(),
        element.extendable(),
        element.extended(),
        element.transformationsEnabled(),
        authentication,
        authenticationTypes(element, authentication),
        events(element),
        discovery(element),
        new Bulk(element.bulkUploadEnabled(), element.bulkDownloadEnabled()),
        new Api(element.protocolType()),
        resources(element));
  }

  /** An element with several ways lists them as the options of a setting. */
  private static List<String> authenticationTypes(Element element, String authentication) {
    List<String> declared =
        element.configurationEntry("authentication.type").stream()
            .flatMap(Metadata::values)
            .toList();
    return declared.isEmpty() ? List.of(authentication) : declared;
  }

  private static Events events(Element element) {
    Set<String> methods = new TreeSet<>();
    element.configurationEntry("event.vendor.type").stream()
        .flatMap(Metadata::values)
        .map(method -> method.equals("webhooks") ? "webhook" : method)
        .forEach(methods::add);
    Map<String, Poll> polling = polling(element);
    if (!polling.isEmpty()) {
      methods.add("polling");
    }
    return new Events(!methods.isEmpty(), List.copyOf(methods), polling);
  }

  /** The values that an entry can have: its options, or its default alone. */
  private static Stream<String> values(ConfigurationEntry entry) {
    return entry.options().isEmpty()
        ? Optional.ofNullable(entry.defaultValue()).filter(value -> !value.isBlank()).stream()
        : entry.options().stream().map(ConfigurationEntry.Option::value);
  }

  private static Map<String, Poll> polling(Element element) {
    Map<String, Poll> polling = new TreeMap<>();
    element
        .configurationEntry("event.poller.configuration")
        .map(ConfigurationEntry::defaultValue)
        .map(Metadata::json)
        .ifPresent(resources -> {
          for (Map.Entry<String, JsonNode> resource : resources.properties()) {
            if (resource.getValue().path("url").isTextual()) {
              polling.put(resource.getKey(), new Poll(resource.getValue().path("url").textValue()));
            }
          }
        });
    return polling;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // what is not JSON polls nothing
    }
  }

  private static Discovery discovery(Element element) {
    return new Discovery(
        element.objects().stream().anyMatch(object -> object.path("customFields").asBoolean()),
        element.resources().stream().anyMatch(resource -> word(resource).startsWith("{")));
  }

  private static List<ResourceMetadata> resources(Element element) {
    Map<String, Set<String>> operations = new TreeMap<>();
    for (Resource resource : element.resources()) {
      if (resource.type().equals("api") && !word(resource).startsWith("{")) {
        operations.computeIfAbsent(word(resource), word -> new TreeSet<>()).add(resource.method());
      }
    }
    List<ResourceMetadata> resources = new ArrayList<>();
    operations.forEach(
        (word, methods) -> resources.add(new ResourceMetadata(word, List.copyOf(methods))));
    return resources;
  }

  /** The first word after the hub: {@code files} of {@code /hubs/documents/files/{id}}. */
  private static String word(Resource resource) {
    String[] segments = resource.path().split("/", 5);
    return segments.length > 3 ? segments[3] : "";
  }
}
