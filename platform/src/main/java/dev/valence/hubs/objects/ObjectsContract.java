package dev.valence.hubs.objects;

import static dev.valence.hubs.objects.ObjectsOperation.LIST;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Element;
import dev.valence.model.HubContract;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.ResponseDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resources of an element of a hub of objects (contract, core 5.2 to 5.4): for each of the
 * element's objects what the operations give. Calls are routed by it, their parameters checked, and
 * catalogue and API documents made from it.
 */
public final class ObjectsContract implements HubContract {

  private static final List<Parameter> LISTED =
      List.of(
          option(
              "pageSize",
              "integer",
              "How many records at most, 200 without it; trimmed to what the provider allows."),
          option("page", "integer", "The number of the page, from 1; prefer nextPage."),
          option(
              "nextPage",
              "string",
              "Where the page begins: the Elements-Next-Page-Token of the page before."),
          option(
              "fields",
              "string",
              "The fields to give, separated by commas, by the provider's names; all without it."),
          option("orderBy", "string", "A field to sort by, with asc or desc: Name asc."),
          option(
              "returnCount",
              "boolean",
              "Whether the answer tells how many records there are, in Elements-Total-Count."),
          option("where", "string", "A condition. Refused with 501 in this version."));

  private static final String PING_EXAMPLE =
      """
      {"dateTime":"2026-05-01T12:00:00Z","endpoint":"crm","valid":true}\
      """;
  private static final String LIST_EXAMPLE =
      """
      [{"id":"0018d00000abcdeAAA","Id":"0018d00000abcdeAAA","Name":"Lovelace & Co",\
      "LastModifiedDate":"2026-05-01T12:00:00.000+0000"}]\
      """;

  /** What a resource stands for. */
  private record Meaning(ObjectsOperation operation, @Nullable String vendorName) {}

  private final String hub;
  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, Meaning> meanings = new LinkedHashMap<>();

  private ObjectsContract(String hub) {
    this.hub = hub;
  }

  /** The contract of an element, whose hub and objects decide it. */
  public static ObjectsContract of(Element element) {
    ObjectsContract contract = new ObjectsContract(element.hub());
    for (ObjectsOperation operation : ObjectsOperation.values()) {
      if (!operation.ofObject()) {
        contract.add(operation, "", null);
        continue;
      }
      for (JsonNode object : element.objects()) {
        String name = object.path("name").asText();
        contract.add(operation, name, object.path("vendorName").asText(name));
      }
    }
    return contract;
  }

  @Override
  public String hub() {
    return hub;
  }

  @Override
  public List<Resource> resources() {
    return List.copyOf(resources);
  }

  /** The operation behind one of {@link #resources()}. */
  public ObjectsOperation operation(Resource resource) {
    return meaning(resource).operation();
  }

  /** The provider's name of the object of one of {@link #resources()}, if it is of one. */
  public Optional<String> vendorName(Resource resource) {
    return Optional.ofNullable(meaning(resource).vendorName());
  }

  /** What is wrong with a value, though it is of its parameter's type, as a sentence. */
  public static Optional<String> faultOf(Parameter parameter, String value) {
    return switch (parameter.name()) {
      case "page", "pageSize" ->
          Long.parseLong(value) > 0
              ? Optional.empty()
              : Optional.of("The parameter '" + parameter.name() + "' must be at least 1.");
      case "fields" -> ObjectQuery.faultOfFields(value);
      case "orderBy" -> ObjectQuery.faultOfOrder(value);
      default -> Optional.empty();
    };
  }

  private Meaning meaning(Resource resource) {
    return Objects.requireNonNull(meanings.get(resource.operationId()), resource.path());
  }

  private void add(ObjectsOperation operation, String object, @Nullable String vendorName) {
    String operationId = operation.operationId(object);
    meanings.put(operationId, new Meaning(operation, vendorName));
    resources.add(
        Resource.ofConnector(
            operationId,
            operation.description(object),
            operation.method(),
            "/hubs/" + hub + operation.path(object),
            operation == LIST ? LISTED : List.of(),
            operation == LIST ? "VENDOR_SUPPORTED" : "NO_PAGINATION",
            new ResponseDescription(
                "application/json", null, operation == LIST ? LIST_EXAMPLE : PING_EXAMPLE)));
  }

  private static Parameter option(String name, String dataType, String description) {
    return Parameter.of("query", name, dataType, false, description);
  }
}
