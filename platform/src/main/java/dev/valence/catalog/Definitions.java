package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import dev.valence.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an organization's definition means: what is filled in where it says nothing, and what is
 * left out where it is shown. A definition itself is kept as it came.
 */
@ApplicationScoped
public class Definitions {

  /** The largest definition in bytes. */
  public static final int LARGEST = 16 * 1024 * 1024;

  private static final int DEEPEST = 200;

  /** Reads and writes definitions: numbers stay as they are written, letter for letter. */
  public static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits()).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String BASE_URL = "base.url";
  private static final String GENERAL = "general";

  /** Texts of a part for which empty is not the same as absent. */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of("key", "name", "description", "defaultValue", "path");

  /** What tells where a definition was kept. */
  private static final List<String> BOOKKEEPING =
      List.of("id", "ownerAccountId", "ownerCompanyId", "createdDate", "updatedDate");

  private final ElementSchema schema = new ElementSchema();
  private final StandardConfiguration standard = new StandardConfiguration();

  /** The limits of a definition's text, whatever it is written in. */
  public static StreamReadConstraints limits() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(DEEPEST)
        .maxStringLength(LARGEST)
        .maxDocumentLength(LARGEST)
        .build();
  }

  /** The types of the fields that a definition may have. */
  public JsonNode schema() {
    return schema.document();
  }

  /**
   * Puts what was sent into the form in which it is kept: groups of standard settings become
   * settings, and there is a {@code base.url}.
   *
   * @return groups that there are not
   */
  public List<Fault> prepare(ObjectNode definition) {
    definition.remove(BOOKKEEPING);
    List<Fault> faults = standard.faults(definition);
    standard.complete(definition);
    definition.remove("standard");
    if (definition.path("hub").asText().isBlank()) {
      definition.put("hub", GENERAL);
    }
    JsonNode settings = definition.path("configuration");
    if ((settings.isArray() || settings.isMissingNode() || settings.isNull())
        && PartList.CONFIGURATION.find(definition, BASE_URL).isEmpty()) {
      if (!settings.isArray()) {
        definition.putArray("configuration");
      }
      definition.withArrayProperty("configuration").add(baseUrl());
    }
    return faults;
  }

  /** The entry that a definition has which names none; an export leaves it out again. */
  private static ObjectNode baseUrl() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("key", BASE_URL)
        .put("name", "Base URL")
        .put("type", "TEXTFIELD_1000")
        .put("hideFromConsole", true);
  }

  /** What a caller sees of a definition to import it elsewhere. */
  ObjectNode exported(ObjectNode definition) {
    ObjectNode plain = masked(Numbering.without(definition));
    if (plain.get("configuration") instanceof ArrayNode settings) {
      settings.removeIf(baseUrl()::equals);
    }
    return plain;
  }

  /** The definition with the mask in the place of secret default values. */
  static ObjectNode masked(ObjectNode definition) {
    PartList.CONFIGURATION.of(definition).stream()
        .filter(Definitions::hasSecret)
        .forEach(entry -> entry.put("defaultValue", Secret.MASK));
    return definition;
  }

  /** Whether a setting has a default value that nobody may see. */
  public static boolean hasSecret(JsonNode entry) {
    return isSecret(entry) && !entry.path("defaultValue").asText().isEmpty();
  }

  private static boolean isSecret(JsonNode entry) {
    return ConfigurationEntry.secret(
        entry.path("key").asText(),
        entry.path("type").asText(),
        entry.path("isPrivate").asBoolean());
  }

  /**
   * Replaces masks that were sent: they stand for the value that was there before, as long as the
   * setting is secret still.
   */
  static void unmask(ObjectNode definition, ObjectNode before) {
    for (ObjectNode entry : PartList.CONFIGURATION.of(definition)) {
      if (!entry.path("defaultValue").asText().equals(Secret.MASK)) {
        continue;
      }
      Optional<ObjectNode> former =
          PartList.CONFIGURATION.of(before).stream()
              .filter(other -> other.path("id").equals(entry.path("id")))
              .filter(Definitions::hasSecret)
              .findFirst();
      if (isSecret(entry) && former.isPresent()) {
        entry.set("defaultValue", former.get().get("defaultValue"));
      } else if (isSecret(entry) || former.isPresent()) {
        entry.remove("defaultValue");
      }
    }
  }

  /** Takes secret default values out of a definition, by the numbers of their settings. */
  static Map<String, String> takeSecrets(ObjectNode definition) {
    Map<String, String> secrets = new TreeMap<>();
    for (ObjectNode entry : PartList.CONFIGURATION.of(definition)) {
      if (hasSecret(entry)) {
        secrets.put(entry.path("id").asText(), entry.path("defaultValue").asText());
        entry.put("defaultValue", Secret.MASK);
      }
    }
    return secrets;
  }

  /** Puts them back. */
  static void putSecrets(ObjectNode definition, Map<String, String> secrets) {
    for (ObjectNode entry : PartList.CONFIGURATION.of(definition)) {
      String secret = secrets.get(entry.path("id").asText());
      if (secret != null) {
        entry.put("defaultValue", secret);
      }
    }
  }

  /**
   * The definition with what it leaves out, which is what instances are made of. Empty texts count
   * as absent, since other systems write one for the other.
   */
  public ObjectNode complete(ObjectNode definition) {
    ObjectNode whole = definition.deepCopy();
    whole.remove("elementMetadata");
    whole.properties().removeIf(field -> isEmpty(field.getKey(), field.getValue()));
    PartList.ofElement().forEach(list -> clean(list, whole));
    int order = 0;
    for (ObjectNode entry : PartList.CONFIGURATION.of(whole)) {
      order++;
      fill(entry, "name", entry.path("key").asText());
      fill(entry, "description", "");
      if (!entry.has("displayOrder")) {
        entry.put("displayOrder", order);
      }
    }
    completeParameters(whole);
    for (ObjectNode resource : PartList.RESOURCES.of(whole)) {
      String method = resource.path("method").asText().toUpperCase(Locale.ROOT);
      resource.put("method", method);
      resource.put("path", pathOf(whole, resource));
      fill(resource, "vendorMethod", method);
      completeParameters(resource);
    }
    for (JsonNode withdrawn : whole.path("withdrawn")) {
      if (withdrawn instanceof ObjectNode resource) {
        resource.put("method", resource.path("method").asText().toUpperCase(Locale.ROOT));
        resource.put("path", pathOf(whole, resource));
      }
    }
    fill(whole, "description", "");
    if (!whole.has("hosts")) {
      whole.putArray("hosts").add(Element.ANYWHERE);
    }
    schema.fillDefaults(whole);
    return whole;
  }

  /** What is wrong with the choices of settings and with what was withdrawn. */
  public static List<Fault> meaningFaults(JsonNode definition) {
    List<Fault> faults = new ArrayList<>();
    JsonNode settings = definition.path("configuration");
    for (int i = 0; i < settings.size(); i++) {
      JsonNode options = settings.path(i).path("options");
      for (int j = 0; j < options.size(); j++) {
        String place = "/configuration/" + i + "/options/" + j + "/defaults/";
        options
            .path(j)
            .path("defaults")
            .properties()
            .forEach(field -> checkChoice(definition, place, field.getKey(), faults));
      }
    }
    String prefix = "/hubs/" + definition.path("hub").asText() + "/";
    JsonNode withdrawn = definition.path("withdrawn");
    for (int i = 0; i < withdrawn.size(); i++) {
      String place = "/withdrawn/" + i;
      if (!pathOf(definition, withdrawn.path(i)).startsWith(prefix)) {
        faults.add(Fault.at(place + "/path", "does not begin with " + prefix));
      }
      JsonNode since = withdrawn.path(i).path("since");
      if (!since.isMissingNode() && !isDay(since.asText())) {
        faults.add(Fault.at(place + "/since", "is not a day such as 2018-04-04"));
      }
    }
    return faults;
  }

  private static void checkChoice(
      JsonNode definition, String place, String key, List<Fault> faults) {
    String at = place + key.replace("~", "~0").replace("/", "~1");
    Optional<ObjectNode> entry = PartList.CONFIGURATION.find(definition, key);
    if (entry.isEmpty()) {
      faults.add(Fault.at(at, "there is no configuration of this key"));
    } else if (isSecret(entry.get())) {
      faults.add(Fault.at(at, "a secret is nothing that an option can say"));
    }
  }

  private static boolean isDay(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** A resource's path with the hub, which may be left out. */
  public static String pathOf(JsonNode definition, JsonNode resource) {
    String path = resource.path("path").asText();
    return path.startsWith("/hubs/")
        ? path
        : "/hubs/" + definition.path("hub").asText() + (path.startsWith("/") ? "" : "/") + path;
  }

  private static void completeParameters(ObjectNode owner) {
    for (ObjectNode parameter : PartList.PARAMETERS.of(owner)) {
      fill(parameter, "name", "");
      fill(parameter, "type", "");
    }
    for (ObjectNode hook : PartList.HOOKS.of(owner)) {
      fill(hook, "type", "");
    }
  }

  private static void clean(PartList list, JsonNode owner) {
    for (ObjectNode part : list.of(owner)) {
      part.properties().removeIf(field -> isEmpty(field.getKey(), field.getValue()));
      list.ofPart().forEach(below -> clean(below, part));
    }
  }

  private static boolean isEmpty(String field, JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.asText().isEmpty() && !MAY_BE_EMPTY.contains(field));
  }

  private static void fill(ObjectNode object, String field, String text) {
    if (!object.has(field)) {
      object.put(field, text);
    }
  }

  /**
   * The element of a completed definition.
   *
   * @throws JsonProcessingException if a field has a value that it cannot have
   */
  public Element element(ObjectNode whole) throws JsonProcessingException {
    return JSON.treeToValue(whole, Element.class);
  }

  /** The element of a definition that was accepted once. */
  Element stored(ObjectNode whole) {
    try {
      return element(whole);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the element " + whole.path("id").asText(), e);
    }
  }

  /**
   * Added resources as a definition, to be looked at as one.
   *
   * @param hub the hub of the element that they are added to
   */
  public static ObjectNode extension(String hub, ObjectNode added) {
    ObjectNode wrapped = JSON.createObjectNode();
    wrapped.put("key", "extension").put("name", "extension").put("description", "").put("hub", hub);
    wrapped.putObject("authentication").put("type", "custom");
    wrapped.set("resources", added.path("resources"));
    return wrapped;
  }

  /** Resources with those before them that an account has added; the added ones come first. */
  static List<Resource> extended(List<Resource> resources, List<Resource> added) {
    List<Resource> all = new ArrayList<>(added);
    resources.stream()
        .filter(resource -> added.stream().noneMatch(other -> overrides(other, resource)))
        .forEach(all::add);
    return all;
  }

  private static boolean overrides(Resource added, Resource resource) {
    return added.method().equals(resource.method())
        && added.path().equals(resource.path())
        && added.type().equals(resource.type());
  }
}
