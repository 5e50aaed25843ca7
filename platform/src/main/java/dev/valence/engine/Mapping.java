package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.ceql.CeqlException;
import dev.valence.ceql.Converted;
import dev.valence.ceql.Where;
import dev.valence.model.ApiException;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the vendor's request of a call: parameters are assigned, the element's before the
 * resource's, and the later one wins for the same target (contract, element format 6). A parameter
 * whose kinds make no sense together is kept by the catalogue and passed over here.
 */
final class Mapping {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String CONVERTER = "converter:";
  private static final Set<String> WITHOUT_EFFECT = Set.of("no-op", "value");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern FRACTION = Pattern.compile("-?\\d{1,18}\\.\\d{1,18}");
  private static final Set<String> NUMBERS =
      Set.of("integer", "long", "int", "number", "float", "double");
  private static final Set<String> BINARY = Set.of("file", "binary");
  private static final Set<String> DEMANDED =
      Set.of("query", "header", "body", "bodyField", "form", "multipart", "configuration");

  /** A file that becomes a part of a JSON body is read whole. */
  private static final int LARGEST_FILE = 16 * 1024 * 1024;

  private final Element element;
  private final ResourceCall given;
  private final SigningSender.Access access;
  private final Trail trail;
  private final boolean database;
  private final VendorRequest request;
  private final BodyTemplate tokens = new BodyTemplate();
  private final List<VendorBody.Field> form = new ArrayList<>();
  private final Map<String, JsonNode> bodyFields = new LinkedHashMap<>();
  private final Map<String, String> parts = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private @Nullable String template;
  private @Nullable JsonNode body;
  private HubCall.@Nullable Body stream;
  private boolean multipart;
  private boolean contentTypeOfResource;

  private Mapping(Element element, ResourceCall given, SigningSender.Access access, Trail trail) {
    this.element = element;
    this.given = given;
    this.access = access;
    this.trail = trail;
    this.database = element.protocolType().equals(DatabaseCall.PROTOCOL);
    Resource resource = given.resource();
    String path = Objects.requireNonNullElse(resource.vendorPath(), "").strip();
    this.request =
        new VendorRequest(
            Objects.requireNonNullElse(resource.vendorMethod(), resource.method()),
            base(path),
            path);
  }

  /**
   * The vendor's request, before any hook.
   *
   * @throws ApiException 400 that names everything that is missing or wrong; 501 for a conversion
   *     that is not known
   */
  static VendorRequest of(
      Element element, ResourceCall given, SigningSender.Access access, Trail trail) {
    return new Mapping(element, given, access, trail).mapped();
  }

  /** Whether a parameter does more than show its value to hooks. */
  static boolean takesEffect(Parameter parameter) {
    return !WITHOUT_EFFECT.contains(String.valueOf(parameter.vendorType()));
  }

  private VendorRequest mapped() {
    element.parameters().forEach(parameter -> assign(parameter, false));
    given.resource().parameters().forEach(parameter -> assign(parameter, true));
    if (database) {
      given
          .route()
          .pathValues()
          .forEach((name, value) -> request.bound.putIfAbsent(name, TextNode.valueOf(value)));
    } else {
      VendorUrl.placeholders(VendorUrl.join(request.base, request.path))
          .forEach(this::assignImplicitly);
    }
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults.stream().distinct().toList());
    }
    request.query.replaceAll(
        (name, value) -> value.isTextual() ? TextNode.valueOf(tokens.fill(value.asText())) : value);
    request.placeholders.replaceAll((name, value) -> tokens.fill(value));
    request.body = body();
    setContentType();
    if (!request.headers.containsKey(SigningSender.AUTHORIZATION)) {
      access
          .authorization()
          .ifPresent(value -> request.headers.put(SigningSender.AUTHORIZATION, value));
    }
    return request;
  }

  private void assign(Parameter parameter, boolean ofResource) {
    if (!parameter.source().equals("request")) {
      return;
    }
    CallBody.File file = file(parameter);
    if (file != null) {
      assign(parameter, file);
      return;
    }
    Optional<JsonNode> found = value(parameter).filter(value -> !value.isNull());
    if (found.isEmpty()) {
      if (parameter.required() && DEMANDED.contains(parameter.type()) && !upload(parameter)) {
        faults.add(missing(parameter));
      }
      if (database && takesEffect(parameter)) {
        bind(parameter, NullNode.getInstance());
      }
      trail.skipped(parameter, ofResource);
      return;
    }
    JsonNode value = found.get();
    if (takesEffect(parameter)) {
      Optional<String> converter = converter(parameter);
      if (database) {
        bind(
            parameter,
            typed(value, Pages.concerns(parameter) ? "integer" : parameter.vendorDataType()));
      } else if (converter.isPresent()) {
        convert(parameter, value.asText(), converter.get());
      } else {
        put(parameter, typed(value, parameter.vendorDataType()), ofResource);
      }
    }
    trail.assigned(parameter, ofResource, value, secret(parameter));
  }

  private void put(Parameter parameter, JsonNode value, boolean ofResource) {
    String target = Objects.requireNonNullElse(parameter.vendorName(), "").strip();
    switch (String.valueOf(parameter.vendorType())) {
      case "query" -> putQuery(parameter, target, value);
      case "header" -> {
        request.headers.put(target, Json.text(value));
        contentTypeOfResource |= ofResource && target.equalsIgnoreCase(CONTENT_TYPE);
      }
      case "path" -> request.placeholders.put(target, inPath(parameter, Json.text(value)));
      case "form" -> putForm(parameter, target, value);
      case "multipart" -> {
        multipart = true;
        form.add(new VendorBody.Field(target, Json.text(value)));
      }
      case "body" -> putBody(parameter, value);
      case "bodyField" -> bodyFields.put(target, value);
      case "bodyToken" -> {
        tokens.put(target, value);
        if (parameter.type().equals("body") && value.isObject()) {
          tokens.body(value);
        }
      }
      default -> {
        // Kept and without effect (contract, element format 12).
      }
    }
  }

  /** A statement has names and no places; the fields of a body have names of their own. */
  private void bind(Parameter parameter, JsonNode value) {
    String target = Objects.requireNonNullElse(parameter.vendorName(), "").strip();
    if (parameter.type().equals("body") && value.isObject()) {
      value.properties().forEach(field -> request.bound.put(field.getKey(), field.getValue()));
    } else if (value.isNull()) {
      request.bound.putIfAbsent(target, value);
    } else {
      request.bound.put(target, value);
    }
  }

  private void putQuery(Parameter parameter, String target, JsonNode value) {
    if (parameter.type().equals("body") && value.isObject()) {
      value
          .properties()
          .forEach(field -> request.query.put(field.getKey(), flat(field.getValue())));
    } else {
      request.query.put(target, value);
    }
  }

  /** A body whose fields become those of a form has values in other values as JSON text. */
  private void putForm(Parameter parameter, String target, JsonNode value) {
    if (parameter.type().equals("body") && value.isObject()) {
      value
          .properties()
          .forEach(
              field -> form.add(new VendorBody.Field(field.getKey(), Json.text(field.getValue()))));
    } else if (value.isArray()) {
      value.forEach(item -> form.add(new VendorBody.Field(target, Json.text(item))));
    } else {
      form.add(new VendorBody.Field(target, Json.text(value)));
    }
  }

  private void putBody(Parameter parameter, JsonNode value) {
    if (parameter.type().equals("value")) {
      template = value.asText();
    } else if (value.isTextual() && !parameter.type().equals("body")) {
      body = Json.parse(value.asText().getBytes(StandardCharsets.UTF_8)).orElse(value);
    } else {
      body = value;
    }
  }

  /** Where a file of the caller's goes. */
  private void assign(Parameter parameter, CallBody.File file) {
    String target = Objects.requireNonNullElse(parameter.vendorName(), "").strip();
    switch (String.valueOf(parameter.vendorType())) {
      case "form", "multipart" -> {
        multipart = true;
        parts.put(parameter.name(), target);
      }
      case "body" -> {
        if (binary(parameter.vendorDataType())) {
          stream = new HubCall.Body(file.content(), -1, file.contentType());
        } else {
          body = described(file);
        }
      }
      default -> {
        // A file can go nowhere else.
      }
    }
    trail.assigned(parameter, true, TextNode.valueOf(file.fileName()), false);
  }

  /** A file as hooks read it (contract, element format 6.2). */
  private static ObjectNode described(CallBody.File file) {
    byte[] content = CallBody.read(file.content(), LARGEST_FILE, "The file");
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", file.fileName())
        .put("size", content.length)
        .put("type", file.contentType())
        .put("body", Base64.getEncoder().encodeToString(content));
  }

  private VendorBody body() {
    if (stream != null) {
      return new VendorBody.Stream(stream);
    }
    if (multipart) {
      return new VendorBody.Multipart(
          filled(form), parts, parts.isEmpty() ? null : given.body().parts());
    }
    if (!form.isEmpty()) {
      return new VendorBody.Form(filled(form));
    }
    if (template != null) {
      return new VendorBody.Text(tokens.fillBody(template));
    }
    if (body == null && bodyFields.isEmpty()) {
      return VendorBody.NONE;
    }
    return new VendorBody.Text(text(wrapped()));
  }

  private JsonNode wrapped() {
    JsonNode whole = Objects.requireNonNullElseGet(body, JsonNodeFactory.instance::objectNode);
    if (!bodyFields.isEmpty()) {
      ObjectNode fields =
          whole instanceof ObjectNode object
              ? object.deepCopy()
              : JsonNodeFactory.instance.objectNode();
      bodyFields.forEach((name, value) -> BodyPath.of(name).put(fields, value));
      whole = fields;
    }
    return body == null ? whole : RootKey.of(given.resource()).wrap(whole);
  }

  /** A vendor that is sent XML gets a JSON body as XML, and a text as it is. */
  private String text(JsonNode content) {
    if (content.isTextual() && content.equals(body)) {
      return content.asText();
    }
    boolean xml =
        request.headers.getOrDefault(CONTENT_TYPE, "").toLowerCase(Locale.ROOT).contains("xml");
    return xml && content.isObject() ? Xml.write(content) : content.toString();
  }

  private List<VendorBody.Field> filled(List<VendorBody.Field> fields) {
    return fields.stream()
        .map(field -> new VendorBody.Field(field.name(), tokens.fill(field.value())))
        .toList();
  }

  private void setContentType() {
    switch (request.body) {
      case VendorBody.Form _ -> {
        if (!contentTypeOfResource) {
          request.headers.put(CONTENT_TYPE, FORM);
        }
      }
      case VendorBody.Multipart _ -> request.headers.put(CONTENT_TYPE, "multipart/form-data");
      case VendorBody.Stream(HubCall.Body content) -> {
        if (!contentTypeOfResource) {
          request.headers.put(CONTENT_TYPE, content.contentType());
        }
      }
      case VendorBody.Text(String content) -> {
        if (!content.isEmpty()) {
          request.headers.putIfAbsent(CONTENT_TYPE, JSON);
        }
      }
    }
  }

  private Optional<JsonNode> value(Parameter parameter) {
    String name = parameter.name();
    HubCall call = given.call();
    return switch (parameter.type()) {
      case "query" ->
          Pages.concerns(parameter)
              ? Optional.ofNullable(given.pages().get(name)).map(TextNode::valueOf)
              : list(call.queryValues(name));
      case "path" ->
          Optional.ofNullable(given.route().pathValues().get(name)).map(TextNode::valueOf);
      case "header" ->
          SigningSender.AUTHORIZATION.equalsIgnoreCase(name) // for this platform alone
              ? Optional.empty()
              : call.header(name).map(TextNode::valueOf);
      case "body" -> stream(parameter) ? Optional.empty() : given.body().value();
      case "bodyField" -> given.body().value().flatMap(BodyPath.of(name)::find);
      case "form", "multipart" -> given.body().field(name).map(TextNode::valueOf);
      case "configuration" -> access.configuration(name).map(TextNode::valueOf);
      case "value" -> Optional.of(TextNode.valueOf(Template.fill(name, access::configuration)));
      case "prevBody" -> previous();
      case "prevBodyField" -> previous().flatMap(BodyPath.of(name)::find);
      default -> Optional.empty();
    };
  }

  private Optional<JsonNode> previous() {
    return Optional.ofNullable(given.previous()).map(ResourceCall.Previous::body);
  }

  /** A body of bytes goes through as it arrives. */
  private boolean stream(Parameter parameter) {
    HubCall.Body raw = given.body().raw();
    if (!binary(parameter.dataType()) || given.body().multipart() || raw == null) {
      return false;
    }
    if ("body".equals(parameter.vendorType())) {
      stream = raw;
    }
    return true;
  }

  private static boolean binary(@Nullable String dataType) {
    return dataType != null && BINARY.contains(dataType.toLowerCase(Locale.ROOT));
  }

  /** An upload is a body, though none of JSON. */
  private boolean upload(Parameter parameter) {
    return parameter.type().equals("body") && given.body().multipart();
  }

  private CallBody.@Nullable File file(Parameter parameter) {
    boolean uploads =
        Set.of("form", "multipart").contains(parameter.type())
            || (parameter.type().equals("body") && binary(parameter.dataType()));
    if (!uploads || !takesEffect(parameter) || !given.body().multipart()) {
      return null;
    }
    CallBody.File file = given.body().parts().file();
    boolean meant =
        file != null && (file.field().equals(parameter.name()) || binary(parameter.dataType()));
    return meant ? file : null;
  }

  private static Optional<JsonNode> list(List<String> values) {
    if (values.size() < 2) {
      return values.stream().findFirst().map(TextNode::valueOf);
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    values.forEach(all::add);
    return Optional.of(all);
  }

  /** What is declared to be a number is one, for hooks and in JSON. */
  private static JsonNode typed(JsonNode value, @Nullable String dataType) {
    if (!value.isTextual() || dataType == null) {
      return value;
    }
    String type = dataType.toLowerCase(Locale.ROOT);
    String text = value.asText().strip();
    if (NUMBERS.contains(type) && INTEGER.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
    }
    if (NUMBERS.contains(type) && FRACTION.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }
    return type.equals("boolean") && (text.equals("true") || text.equals("false"))
        ? JsonNodeFactory.instance.booleanNode(text.equals("true"))
        : value;
  }

  private static JsonNode flat(JsonNode value) {
    return value.isContainerNode() ? TextNode.valueOf(value.toString()) : value;
  }

  private void convert(Parameter parameter, String text, String converter) {
    if (!Where.converts(converter)) {
      throw ApiException.of(
          501, "'%s' cannot be converted: there is no %s.".formatted(parameter.name(), converter));
    }
    if (text.isBlank()) {
      return;
    }
    Converted converted;
    try {
      converted = Where.parse(text).convert(converter);
    } catch (CeqlException e) {
      faults.add(String.valueOf(e.getMessage()));
      return;
    }
    if ("query".equals(parameter.vendorType())) {
      Map<String, ArrayNode> all = new LinkedHashMap<>();
      for (Converted.Parameter said : converted.parameters()) {
        all.computeIfAbsent(said.name(), _ -> JsonNodeFactory.instance.arrayNode())
            .add(said.value());
      }
      all.forEach(
          (name, values) -> request.query.put(name, values.size() == 1 ? values.get(0) : values));
    } else {
      put(parameter, TextNode.valueOf(converted.text()), true);
    }
  }

  private static Optional<String> converter(Parameter parameter) {
    String name = String.valueOf(parameter.vendorName());
    return Optional.ofNullable(
            name.startsWith(CONVERTER) ? name.substring(CONVERTER.length()) : parameter.converter())
        .map(String::strip)
        .filter(converter -> !converter.isEmpty());
  }

  private static String missing(Parameter parameter) {
    return switch (parameter.type()) {
      case "configuration" -> "The instance's configuration lacks '" + parameter.name() + "'.";
      case "body" -> "The body is missing.";
      default -> "The " + parameter.type() + " parameter '" + parameter.name() + "' is missing.";
    };
  }

  /** Whether a parameter's value is, or holds, a secret of the instance's. */
  private boolean secret(Parameter parameter) {
    Stream<String> keys =
        switch (parameter.type()) {
          case "configuration" -> Stream.of(parameter.name());
          case "value" -> Template.keys(parameter.name()).stream();
          default -> Stream.empty();
        };
    return keys.anyMatch(
        key -> element.configurationEntry(key).map(ConfigurationEntry::secret).orElse(true));
  }

  /** What the definition and the configuration say is encoded by them where it has to be. */
  private String inPath(Parameter parameter, String text) {
    return switch (parameter.type()) {
      case "configuration", "value" -> text;
      default -> segment(parameter.name(), text);
    };
  }

  /** A placeholder that no parameter names stands for the one of the caller's path. */
  private void assignImplicitly(String placeholder) {
    if (!request.placeholders.containsKey(placeholder)) {
      implicit(placeholder)
          .ifPresent(text -> request.placeholders.put(placeholder, segment(placeholder, text)));
    }
  }

  /** A caller's value stays one segment of the path, and never leads out of it. */
  private String segment(String name, String text) {
    if (text.isEmpty() || text.equals(".") || text.equals("..")) {
      faults.add("'" + text + "' cannot stand for '" + name + "' in a path.");
    }
    return VendorUrl.encoded(text);
  }

  private String base(String path) {
    Optional<String> base = access.configuration("base.url").map(String::strip);
    if (base.isEmpty() && !VendorUrl.absolute(path)) {
      faults.add("The instance's configuration lacks 'base.url'.");
    }
    return base.orElse("");
  }

  /** What stands for a placeholder in the caller's path, unless it is for hooks alone. */
  private Optional<String> implicit(String placeholder) {
    boolean hidden =
        given.resource().parameters().stream()
            .filter(parameter -> parameter.type().equals("path"))
            .filter(parameter -> parameter.name().equals(placeholder))
            .anyMatch(parameter -> "no-op".equals(parameter.vendorType()));
    return hidden
        ? Optional.empty()
        : Optional.ofNullable(given.route().pathValues().get(placeholder));
  }
}
