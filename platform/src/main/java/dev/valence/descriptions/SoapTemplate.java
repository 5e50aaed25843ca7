package dev.valence.descriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.descriptions.WsdlReader.Content;
import dev.valence.descriptions.WsdlReader.NamedPart;
import dev.valence.descriptions.WsdlReader.SoapCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaAll;
import org.apache.ws.commons.schema.XmlSchemaAttribute;
import org.apache.ws.commons.schema.XmlSchemaAttributeOrGroupRef;
import org.apache.ws.commons.schema.XmlSchemaChoice;
import org.apache.ws.commons.schema.XmlSchemaComplexContentExtension;
import org.apache.ws.commons.schema.XmlSchemaComplexContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaContent;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaGroupRef;
import org.apache.ws.commons.schema.XmlSchemaObject;
import org.apache.ws.commons.schema.XmlSchemaParticle;
import org.apache.ws.commons.schema.XmlSchemaSequence;
import org.apache.ws.commons.schema.XmlSchemaSimpleContentExtension;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.apache.ws.commons.schema.XmlSchemaUse;
import org.jspecify.annotations.Nullable;

/**
 * The content of a SOAP body with a token {@code {path.to.field}} for each value (contract, element
 * format 6.2). Types that hold themselves end where they come again; what may be there several
 * times is there once, since a token stands for one value.
 *
 * @param text the XML
 * @param tokens whether there is any value
 * @param model what the caller's JSON looks like, as a schema
 */
record SoapTemplate(String text, boolean tokens, ObjectNode model) {

  private static final int DEPTH = 8;
  private static final int VALUES = 600;

  /** The template of an operation's request. */
  static SoapTemplate of(SoapCall call) {
    Writer writer = new Writer();
    ObjectNode model = writer.content(call.input());
    String prefix = writer.prefix(call.wrapper().getNamespaceURI());
    StringBuilder declared = new StringBuilder();
    writer.prefixes.forEach((namespace, name) ->
        declared
            .append(" xmlns:")
            .append(name)
            .append("=\"")
            .append(escaped(namespace))
            .append('"'));
    if (declared.isEmpty()) {
      declared.append(" xmlns=\"\""); // by which the script that leaves things out knows it
    }
    String name = prefix + call.wrapper().getLocalPart();
    String text =
        "<" + name + declared + writer.rootAttributes + ">" + writer.text + "</" + name + ">";
    return new SoapTemplate(text, writer.values > 0, model);
  }

  /** What an operation's answer looks like, as a schema. */
  static ObjectNode answer(SoapCall call) {
    return new Writer().content(call.output());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** Writes elements and attributes, and keeps what the types on the way were. */
  private static final class Writer {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder rootAttributes = new StringBuilder();
    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final Deque<XmlSchemaType> way = new ArrayDeque<>();
    private int values;

    ObjectNode content(Content content) {
      ObjectNode model = object();
      XmlSchemaElement element = content.element();
      if (element != null) {
        XmlSchemaType type = element.getSchemaType();
        if (type instanceof XmlSchemaComplexType complex) {
          way.push(complex);
          attributes(complex, "", rootAttributes, model);
          body(complex, "", model);
          way.pop();
        } else {
          String name = element.getName();
          value(name);
          properties(model).set(name, leaf(type));
        }
      }
      for (NamedPart part : content.parts()) {
        tagged(part.name(), part.type(), part.name(), false, model, part.name());
      }
      return model;
    }

    /** The prefix of a namespace, with its colon; none for no namespace. */
    private String prefix(@Nullable String namespace) {
      return namespace == null || namespace.isEmpty()
          ? ""
          : prefixes.computeIfAbsent(namespace, key -> "ns" + (prefixes.size() + 1)) + ":";
    }

    private void value(String path) {
      text.append('{').append(path).append('}');
      values++;
    }

    private void particle(@Nullable XmlSchemaParticle particle, String path, ObjectNode model) {
      switch (particle) {
        case XmlSchemaElement element -> element(element, path, model);
        case XmlSchemaSequence sequence ->
            sequence.getItems().forEach(item -> member(item, path, model));
        case XmlSchemaChoice choice -> choice.getItems().forEach(item -> member(item, path, model));
        case XmlSchemaAll all -> all.getItems().forEach(item -> member(item, path, model));
        case XmlSchemaGroupRef group -> particle(group.getParticle(), path, model);
        case null, default -> {} // anything at all cannot be foreseen
      }
    }

    private void member(Object item, String path, ObjectNode model) {
      if (item instanceof XmlSchemaParticle particle) {
        particle(particle, path, model);
      }
    }

    private void element(XmlSchemaElement declared, String path, ObjectNode model) {
      XmlSchemaElement element =
          declared.isRef() && declared.getRef().getTarget() != null
              ? declared.getRef().getTarget()
              : declared;
      QName wire = declared.isRef() ? element.getQName() : element.getWireName();
      if (wire == null) {
        return;
      }
      String name = wire.getLocalPart();
      tagged(
          prefix(wire.getNamespaceURI()) + name,
          element.getSchemaType(),
          path.isEmpty() ? name : path + "." + name,
          declared.getMaxOccurs() > 1,
          model,
          name);
    }

    private void tagged(
        String tag,
        @Nullable XmlSchemaType type,
        String path,
        boolean repeated,
        ObjectNode model,
        String name) {
      if (values >= VALUES) {
        return;
      }
      if (!(type instanceof XmlSchemaComplexType complex)) {
        text.append('<').append(tag).append('>');
        value(path);
        text.append("</").append(tag).append('>');
        set(model, name, leaf(type), repeated);
        return;
      }
      if (way.contains(complex) || way.size() >= DEPTH) {
        return;
      }
      way.push(complex);
      ObjectNode inner = object();
      StringBuilder attributes = new StringBuilder();
      attributes(complex, path, attributes, inner);
      text.append('<').append(tag).append(attributes).append('>');
      body(complex, path, inner);
      text.append("</").append(tag).append('>');
      way.pop();
      set(model, name, inner, repeated);
    }

    private static void set(ObjectNode model, String name, ObjectNode value, boolean repeated) {
      if (repeated) {
        value.put("description", "May be there several times; one is sent.");
      }
      properties(model).set(name, value);
    }

    /** What is within an element: what its base type has first. */
    private void body(XmlSchemaComplexType type, String path, ObjectNode model) {
      XmlSchemaContent content =
          type.getContentModel() == null ? null : type.getContentModel().getContent();
      switch (content) {
        case XmlSchemaComplexContentExtension extension -> {
          base(extension.getBaseTypeName(), type, path, model);
          particle(extension.getParticle(), path, model);
        }
        case XmlSchemaComplexContentRestriction restriction ->
            particle(restriction.getParticle(), path, model);
        case null -> particle(type.getParticle(), path, model);
        default -> {
          String name = path.isEmpty() ? "$" : path + ".$";
          value(name);
          properties(model).set("$", object().put("type", "string"));
        }
      }
    }

    private void base(
        @Nullable QName name, XmlSchemaComplexType type, String path, ObjectNode model) {
      XmlSchemaType base = byName(name, type);
      if (base instanceof XmlSchemaComplexType complex && !way.contains(complex)) {
        way.push(complex);
        body(complex, path, model);
        way.pop();
      }
    }

    private static @Nullable XmlSchemaType byName(@Nullable QName name, XmlSchemaComplexType type) {
      return name == null || type.getParent() == null
          ? null
          : type.getParent().getParent().getTypeByQName(name);
    }

    private void attributes(
        XmlSchemaComplexType type, String path, StringBuilder to, ObjectNode model) {
      List<XmlSchemaAttributeOrGroupRef> all = new ArrayList<>(type.getAttributes());
      XmlSchemaContent content =
          type.getContentModel() == null ? null : type.getContentModel().getContent();
      if (content instanceof XmlSchemaComplexContentExtension extension) {
        all.addAll(extension.getAttributes());
      } else if (content instanceof XmlSchemaSimpleContentExtension extension) {
        all.addAll(extension.getAttributes());
      }
      for (XmlSchemaObject one : all) {
        if (one instanceof XmlSchemaAttribute attribute
            && attribute.getUse() != XmlSchemaUse.PROHIBITED
            && attribute.getName() != null
            && values < VALUES) {
          String name = "@" + attribute.getName();
          String token = path.isEmpty() ? name : path + "." + name;
          to.append(' ').append(attribute.getName()).append("=\"{").append(token).append("}\"");
          values++;
          properties(model).set(name, object().put("type", "string"));
        }
      }
    }

    private static ObjectNode object() {
      return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    private static ObjectNode properties(ObjectNode model) {
      JsonNode properties = model.path("properties");
      return properties instanceof ObjectNode object ? object : model.putObject("properties");
    }

    private static ObjectNode leaf(@Nullable XmlSchemaType type) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      QName name = type == null ? null : type.getQName();
      String local = name == null ? "string" : name.getLocalPart();
      switch (local) {
        case "boolean" -> json.put("type", "boolean");
        case "int", "short", "byte", "unsignedShort", "unsignedByte" ->
            json.put("type", "integer").put("format", "int32");
        case "long",
            "integer",
            "unsignedInt",
            "unsignedLong",
            "positiveInteger",
            "nonNegativeInteger" ->
            json.put("type", "integer").put("format", "int64");
        case "decimal", "double", "float" -> json.put("type", "number");
        case "date" -> json.put("type", "string").put("format", "date");
        case "dateTime" -> json.put("type", "string").put("format", "date-time");
        default -> json.put("type", "string");
      }
      if (type instanceof XmlSchemaSimpleType simple) {
        enumeration(simple, json);
      }
      return json;
    }

    private static void enumeration(XmlSchemaSimpleType type, ObjectNode json) {
      if (type.getContent()
          instanceof org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction restriction) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        restriction.getFacets().stream()
            .filter(org.apache.ws.commons.schema.XmlSchemaEnumerationFacet.class::isInstance)
            .limit(100)
            .forEach(facet -> values.add(String.valueOf(facet.getValue())));
        if (!values.isEmpty()) {
          json.set("enum", values);
        }
      }
    }
  }
}
