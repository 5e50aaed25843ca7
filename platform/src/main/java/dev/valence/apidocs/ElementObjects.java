package dev.valence.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.Element;
import dev.valence.model.Hook;
import dev.valence.model.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of an element: their names, their fields, and the resources that serve them
 * (contract, core 3.12, element format 4.2, platform 6.8).
 *
 * <p>An object is one that the element's {@code objects} or {@code models} name, or a resource's
 * {@code objectName}. Where there is none of these, the element's collections are its objects. The
 * object of a resource is the one that it names, or the words of its path: {@code
 * /reviews/{id}/comments} is of the object {@code reviews_comments}.
 */
public final class ElementObjects {

  private static final String NAME = "name";
  private static final String VENDOR_NAME = "vendorName";
  private static final String HIDDEN_TYPE = "apiNoDocumentation";

  /** Words of paths that are the platform's, and no objects. */
  private static final Set<String> NO_OBJECTS = Set.of("ping", "objects", "bulk");

  private static final DocumentRequest PLAIN =
      new DocumentRequest(
          DocumentFormat.SWAGGER, new ApiLocation(Optional.empty(), ""), false, false);

  private final Element element;
  private final List<Route> routes;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * What an element says of an object.
   *
   * @param name its name
   * @param vendorName the vendor's, which may be the same
   */
  private record Entry(String name, String vendorName) {}

  private record Route(Resource resource, ResourcePath path) {}

  /**
   * A resource that serves a generic route.
   *
   * @param resource the resource
   * @param pathValues the values of its path's placeholders
   */
  public record Served(Resource resource, Map<String, String> pathValues) {

    public Served {
      pathValues = Map.copyOf(pathValues);
    }
  }

  private ElementObjects(Element element) {
    this.element = element;
    this.routes =
        element.resources().stream()
            .filter(resource -> isCalled(resource) && !isGeneric(resource))
            .map(resource -> new Route(resource, ResourcePath.of(resource)))
            .toList();
    Stream.concat(
            element.objects().stream(),
            element.models().stream().filter(model -> !isPartOfOthers(model)))
        .forEach(each -> addEntry(each.path(NAME).asText(), each.path(VENDOR_NAME).asText()));
    routes.forEach(route -> addEntry(objectName(route.resource()), ""));
    if (entries.isEmpty()) {
      routes.stream()
          .filter(ElementObjects::isCollection)
          .forEach(route -> addEntry(route.path().first(), ""));
    }
    entries.values().removeIf(entry -> isHelper(entry.name()));
  }

  /** The objects of an element. */
  public static ElementObjects of(Element element) {
    return new ElementObjects(element);
  }

  /**
   * Whether a resource is one of the generic routes, such as {@code /{objectName}/{objectId}}: of
   * these, definitions do not say how the vendor is called, and the platform answers them itself or
   * has a connector answer them.
   */
  public static boolean isGeneric(Resource resource) {
    return (resource.vendorPath() == null || resource.vendorPath().isBlank())
        && resource.formulaId() == null
        && resource.hooks().stream().map(Hook::body).allMatch(ElementObjects::isEmpty)
        && ResourcePath.of(resource).isGeneric();
  }

  /** The names of the objects, in the order of the definition. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /**
   * The objects as {@code GET /objects} lists them.
   *
   * @param version the value of the header {@code Elements-Version}, empty without one: {@code
   *     Helium} tells of each object its name, the vendor's name and the type, and any other value
   *     its name alone
   */
  public JsonNode list(String version) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Entry entry : entries.values()) {
      if (version.strip().equalsIgnoreCase("Helium")) {
        list.addObject()
            .put(NAME, entry.name())
            .put(VENDOR_NAME, entry.vendorName())
            .put("type", "vendor");
      } else {
        list.add(entry.name());
      }
    }
    return list;
  }

  /**
   * The fields of an object, as {@code GET /objects/{name}/metadata} answers: of the element's
   * models, where these are for that, else of the object's own list, else of what the resources of
   * the object say of their bodies.
   *
   * @param name the object's name, or the vendor's
   * @param customFieldsOnly whether to leave out what every account has
   * @return {@code {"fields": […]}}; empty for an object that the element has not
   */
  public Optional<JsonNode> metadata(String name, boolean customFieldsOnly) {
    return entry(name)
        .map(entry -> {
          ArrayNode fields = JsonNodeFactory.instance.arrayNode();
          for (ObjectNode field : fields(entry)) {
            if (!customFieldsOnly || field.path("custom").asBoolean()) {
              fields.add(field);
            }
          }
          ObjectNode metadata = JsonNodeFactory.instance.objectNode();
          metadata.set("fields", fields);
          return metadata;
        });
  }

  /**
   * The document of the calls of one object: of its records, of one record, and of what belongs to
   * a record.
   *
   * @param name the object's name, or the vendor's
   * @param request how the document is wanted
   * @param discovered metadata as the provider has just told them, whose fields are added to the
   *     object's models; null without
   * @return the document; empty for an object that the element has not
   */
  public Optional<JsonNode> document(
      String name, DocumentRequest request, @Nullable JsonNode discovered) {
    return entry(name)
        .map(entry -> {
          Set<String> words = words(entry);
          ElementDocument whole = new ElementDocument(element, request);
          ObjectNode document =
              whole.document(
                  operation -> operation.isPublic() && isOf(operation.own(), words, true));
          if (discovered != null) {
            DiscoveredFields.add(discovered, document, request.basic());
          }
          return whole.finished(document);
        });
  }

  /**
   * The resource that serves a generic route, such as {@code /{objectName}/{objectId}}, for an
   * object whose resources have another path: the resource {@code /people} serves {@code /contacts}
   * when it names that object, or when the vendor calls it {@code people}.
   *
   * @param method the HTTP method
   * @param segments the decoded segments of the path below the hub: the object, and perhaps a
   *     record's id, an object of which the record has some, and the id of one of these
   * @return empty when no resource does
   */
  public Optional<Served> serving(String method, List<String> segments) {
    return entry(segments.getFirst())
        .flatMap(entry -> {
          List<String> values = new ArrayList<>();
          StringBuilder below = new StringBuilder();
          for (int i = 1; i < segments.size(); i++) {
            if (i % 2 == 1) {
              values.add(segments.get(i));
            } else {
              below.append('_').append(segments.get(i));
            }
          }
          Set<String> words = new LinkedHashSet<>();
          words(entry).forEach(word -> words.add(word + below));
          return routes.stream()
              .filter(route -> route.resource().method().equalsIgnoreCase(method))
              .filter(route -> words.contains(route.path().words()))
              .filter(route -> route.path().placeholders().size() == values.size())
              .filter(route -> route.path().endsWithPlaceholder() == (segments.size() % 2 == 0))
              .findFirst()
              .map(route -> new Served(route.resource(), named(route.path(), values)));
        });
  }

  /** The vendor's name of the object that a resource is of, if it is of one. */
  Optional<String> vendorNameOf(Resource resource, ResourcePath path) {
    String named = objectName(resource);
    return entry(named.isEmpty() ? path.words() : named).map(Entry::vendorName);
  }

  private static Map<String, String> named(ResourcePath path, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      named.put(path.placeholders().get(i), values.get(i));
    }
    return named;
  }

  private List<ObjectNode> fields(Entry entry) {
    if (element.useModelsForMetadata()) {
      List<ObjectNode> ofModel = new ModelFields(element.models()).of(entry.name());
      if (!ofModel.isEmpty()) {
        return ofModel;
      }
    }
    JsonNode object = described(entry.name());
    if (!object.path("fields").isEmpty()) {
      return ModelFields.ofObject(object);
    }
    Set<String> words = words(entry);
    List<ObjectNode> ofResources =
        SchemaFields.of(
            new ElementDocument(element, PLAIN)
                .document(operation -> isOf(operation.own(), words, false)));
    return ofResources.isEmpty() ? ModelFields.ofKeys(object) : ofResources;
  }

  private JsonNode described(String name) {
    return element.objects().stream()
        .filter(object -> object.path(NAME).asText().equals(name))
        .findFirst()
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private Optional<Entry> entry(String name) {
    Entry entry = entries.get(name);
    return entry != null
        ? Optional.of(entry)
        : entries.values().stream().filter(each -> each.vendorName().equals(name)).findFirst();
  }

  private void addEntry(String name, String vendorName) {
    if (!name.isBlank()) {
      entries.putIfAbsent(name, new Entry(name, vendorName.isBlank() ? name : vendorName));
    }
  }

  /** What the paths of an object's own resources say: its names, and those of resources it has. */
  private Set<String> words(Entry entry) {
    Set<String> words = new LinkedHashSet<>(List.of(entry.name(), entry.vendorName()));
    routes.stream()
        .filter(route -> entry.name().equals(objectName(route.resource())))
        .forEach(route -> words.add(route.path().words()));
    return words;
  }

  private static boolean isOf(ResourcePath path, Set<String> words, boolean withChildren) {
    return words.contains(path.words())
        || (withChildren && path.above().stream().anyMatch(words::contains));
  }

  /** An object of which only hidden resources know. */
  private boolean isHelper(String name) {
    List<Route> own =
        routes.stream()
            .filter(route ->
                name.equals(objectName(route.resource())) || isOf(route.path(), Set.of(name), true))
            .toList();
    return !own.isEmpty() && own.stream().allMatch(route -> isHidden(route.resource()));
  }

  private static boolean isCollection(Route route) {
    return !isHidden(route.resource())
        && !route.resource().kind().equals("connector")
        && route.path().isCollection()
        && !NO_OBJECTS.contains(route.path().first());
  }

  private static boolean isHidden(Resource resource) {
    return resource.type().equals(HIDDEN_TYPE);
  }

  /** The object that a resource names; empty for one that names none. */
  private static String objectName(Resource resource) {
    return resource.objectName() == null ? "" : resource.objectName().strip();
  }

  private static boolean isPartOfOthers(JsonNode model) {
    return !model.path("parentModelIds").isEmpty() && model.path("resources").isEmpty();
  }

  /** Whether a resource is called, and is no step of an instance's life. */
  static boolean isCalled(Resource resource) {
    return resource.type().equals("api")
        || resource.type().equals(HIDDEN_TYPE)
        || resource.type().equalsIgnoreCase("formulaAsResource");
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
