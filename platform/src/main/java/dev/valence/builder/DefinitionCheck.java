package dev.valence.builder;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.Definitions;
import dev.valence.catalog.Fault;
import dev.valence.catalog.PartList;
import dev.valence.script.Script;
import dev.valence.script.Scripts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds what is wrong with an organization's definition. It is patient: what has no meaning is
 * kept, since definitions of other systems have much of it (contract, element format 12).
 */
@ApplicationScoped
class DefinitionCheck {

  /** How many faults are told at once. */
  private static final int MOST = 100;

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern KEY = Pattern.compile("[^\\s/\\\\%?#;\\p{Cntrl}]{1,128}");
  private static final Pattern HUB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  /** What stands where a key stands in the routes of elements. */
  private static final Set<String> ROUTES =
      Set.of("keys", "metadata", "convert", "oauthproxies", "client-sdks", ".", "..");

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** A host, or all hosts below one; a port would be an exemption, which is the operator's. */
  private static final Pattern HOST =
      Pattern.compile(
          "\\*|\\*:\\*|(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");

  private final Definitions definitions;
  private final Scripts scripts;

  DefinitionCheck(Definitions definitions, Scripts scripts) {
    this.definitions = definitions;
    this.scripts = scripts;
  }

  /**
   * The faults of a definition.
   *
   * @param definition the definition, with the numbers of its parts
   * @param before the version before it, or an empty object; its scripts are not looked at again
   */
  List<Fault> faults(ObjectNode definition, JsonNode before) {
    List<Fault> faults = new ArrayList<>();
    AtomicInteger found = new AtomicInteger();
    Consumer<Fault> collector =
        fault -> {
          if (found.incrementAndGet() <= MOST) {
            faults.add(fault);
          }
        };
    new FieldTypes(definitions.schema(), collector).check(definition);
    checkElement(definition, collector);
    checkConfiguration(definition, collector);
    checkResources(definition, collector);
    checkWithdrawn(definition, collector);
    Definitions.meaningFaults(definition).forEach(collector);
    checkHooks(definition, before, collector);
    if (faults.isEmpty()) {
      checkMeaning(definition, collector);
    }
    if (found.get() > MOST) {
      faults.add(Fault.at("", "and " + (found.get() - MOST) + " more faults"));
    }
    return faults;
  }

  private static void checkElement(ObjectNode definition, Consumer<Fault> faults) {
    if (isBlank(definition.path("name"))) {
      faults.accept(Fault.at("/name", "is missing"));
    }
    if (!definition.path("description").isValueNode()) {
      faults.accept(Fault.at("/description", "is missing"));
    }
    if (isBlank(definition.path("authentication").path("type"))) {
      faults.accept(Fault.at("/authentication/type", "is missing"));
    }
    String key = definition.path("key").asText();
    if (!KEY.matcher(key).matches()
        || NUMBER.matcher(key).matches()
        || ROUTES.contains(key.toLowerCase(Locale.ROOT))) {
      faults.accept(Fault.at("/key", "'" + key + "' cannot be a key"));
    }
    if (!HUB.matcher(definition.path("hub").asText()).matches()) {
      faults.accept(Fault.at("/hub", "cannot be a hub's key"));
    }
    JsonNode hosts = definition.path("hosts");
    for (int i = 0; i < hosts.size(); i++) {
      if (!HOST.matcher(hosts.path(i).asText()).matches()) {
        faults.accept(
            Fault.at("/hosts/" + i, "is not a host without a port, in small ASCII letters"));
      }
    }
  }

  private static void checkConfiguration(ObjectNode definition, Consumer<Fault> faults) {
    Set<String> keys = new HashSet<>();
    each(
        definition,
        PartList.CONFIGURATION,
        "",
        (entry, place) -> {
          String key = entry.path("key").asText();
          if (key.isBlank()) {
            faults.accept(Fault.at(place + "/key", "is missing"));
          } else if (!keys.add(key)) {
            faults.accept(Fault.at(place + "/key", "'" + key + "' is there a second time"));
          } else if (key.indexOf(0) >= 0) {
            faults.accept(Fault.at(place + "/key", "has a NUL character"));
          }
        });
  }

  private static void checkResources(ObjectNode definition, Consumer<Fault> faults) {
    String prefix = "/hubs/" + definition.path("hub").asText() + "/";
    Set<String> calls = new HashSet<>();
    each(
        definition,
        PartList.RESOURCES,
        "",
        (resource, place) -> {
          String method = resource.path("method").asText().toUpperCase(Locale.ROOT);
          if (!METHODS.contains(method)) {
            faults.accept(
                Fault.at(place + "/method", "is none of " + METHODS.stream().sorted().toList()));
          }
          if (isBlank(resource.path("path"))) {
            faults.accept(Fault.at(place + "/path", "is missing"));
            return;
          }
          String path = Definitions.pathOf(definition, resource);
          if (!path.startsWith(prefix)) {
            faults.accept(Fault.at(place + "/path", "does not begin with " + prefix));
          }
          String type = isBlank(resource.path("type")) ? "api" : resource.path("type").asText();
          if (!calls.add(method + " " + path + " " + type)) {
            faults.accept(
                Fault.at(
                    place,
                    "'%s %s' of the type %s is there a second time".formatted(method, path, type)));
          }
        });
  }

  private static void checkWithdrawn(ObjectNode definition, Consumer<Fault> faults) {
    JsonNode withdrawn = definition.path("withdrawn");
    for (int i = 0; i < withdrawn.size(); i++) {
      JsonNode resource = withdrawn.path(i);
      String place = "/withdrawn/" + i;
      if (!METHODS.contains(resource.path("method").asText().toUpperCase(Locale.ROOT))) {
        faults.accept(
            Fault.at(place + "/method", "is none of " + METHODS.stream().sorted().toList()));
      }
      for (String field : List.of("path", "message")) {
        if (isBlank(resource.path(field))) {
          faults.accept(Fault.at(place + "/" + field, "is missing"));
        }
      }
    }
  }

  private void checkHooks(ObjectNode definition, JsonNode before, Consumer<Fault> faults) {
    Set<String> known = Hooks.scripts(before);
    Map<String, Boolean> legacy = new HashMap<>();
    Hooks.each(
        before,
        (hook, owner, place) ->
            legacy.put(hook.path("id").asText(), hook.path("isLegacy").asBoolean()));
    Hooks.each(
        definition,
        (hook, owner, place) -> {
          if (isBlank(hook.path("type"))) {
            faults.accept(Fault.at(place + "/type", "is missing"));
          }
          if (hook.has("file")) {
            faults.accept(Fault.at(place + "/file", "there are no files here, only a body"));
          }
          boolean old = hook.path("isLegacy").asBoolean();
          if (old && Boolean.FALSE.equals(legacy.get(hook.path("id").asText()))) {
            faults.accept(Fault.at(place + "/isLegacy", "cannot become true again"));
          }
          String body = hook.path("body").asText();
          if (!body.isBlank() && !known.contains(Hooks.script(hook))) {
            scripts
                .check(new Script(Hooks.name(hook, owner), body, old))
                .ifPresent(fault ->
                    faults.accept(Fault.at(place + "/body", String.valueOf(fault.getMessage()))));
          }
        });
  }

  /** Whatever has no type in the schema is read once, as instances will read it. */
  private void checkMeaning(ObjectNode definition, Consumer<Fault> faults) {
    try {
      definitions.element(definitions.complete(definition));
    } catch (JsonProcessingException e) {
      faults.accept(new Fault(place(e), "has a value that it cannot have"));
    }
  }

  private static JsonPointer place(JsonProcessingException failure) {
    JsonPointer place = JsonPointer.empty();
    if (failure instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        place =
            step.getFieldName() == null
                ? place.appendIndex(Math.max(step.getIndex(), 0))
                : place.appendProperty(step.getFieldName());
      }
    }
    return place;
  }

  private interface Visitor {
    void visit(ObjectNode part, String place);
  }

  private static void each(JsonNode owner, PartList list, String place, Visitor visitor) {
    JsonNode parts = owner.path(list.field());
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof ObjectNode part) {
        visitor.visit(part, place + "/" + list.field() + "/" + i);
      }
    }
  }

  private static boolean isBlank(JsonNode value) {
    return value.asText("").isBlank();
  }
}
