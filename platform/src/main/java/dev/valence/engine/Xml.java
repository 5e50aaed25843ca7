package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as JSON, and back (contract, element format 10).
 *
 * <p>The root is the one member of an object. An element is an object of its attributes, whose
 * names get an {@code @} in front, and of the elements within it; those of one name are an array.
 * An element with text alone is that text, one without anything is null, and text beside attributes
 * or elements is the member {@code $}. Prefixes stay part of the names, and declarations of
 * namespaces are attributes.
 */
final class Xml {

  private static final String ATTRIBUTE = "@";
  private static final String TEXT = "$";

  private static final int DEEPEST = 200;

  /** Of elements and attributes in one document: each takes far more memory than bytes. */
  private static final int MOST_NODES = 1_000_000;

  /**
   * What is a number: decimal digits without a leading zero, 15 at most before the point, which
   * JavaScript holds exactly. Numbers of accounts, exponents and signs of plus stay text.
   */
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,30})?");

  /** A name with at most one prefix (Namespaces in XML 1.0, 4), of the common letters. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");

  /** What XML 1.0 cannot hold, not even escaped (2.2). */
  private static final Pattern IMPOSSIBLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private static final XMLInputFactory PARSERS = parsers();

  private Xml() {}

  /**
   * Reads a document in the character set that its declaration or its byte order mark names.
   *
   * @return empty for what is not well-formed, has a document type declaration, or is too deep or
   *     too large
   */
  static Optional<JsonNode> read(byte[] content) {
    int start = 0;
    while (start < content.length && isSpace(content[start])) {
      start++; // vendors' templates may begin with an empty line
    }
    try {
      XMLStreamReader parser =
          PARSERS.createXMLStreamReader(
              new ByteArrayInputStream(content, start, content.length - start));
      return new Reader(parser).document();
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes a document; it is to be sent in UTF-8. Characters that XML cannot hold become U+FFFD.
   *
   * @throws IllegalArgumentException that says why, for what has not exactly one root, or has names
   *     that cannot be an element's or an attribute's
   */
  static String write(JsonNode document) {
    if (document.size() != 1 || !document.isObject()) {
      throw new IllegalArgumentException("XML has exactly one root element.");
    }
    Map.Entry<String, JsonNode> root = document.properties().iterator().next();
    if (root.getValue().isArray()) {
      throw new IllegalArgumentException("XML has exactly one root element, and no list of them.");
    }
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    writeElement(root.getKey(), root.getValue(), out, 1);
    return out.toString();
  }

  /** A value as it stands in a template of XML: one that is XML itself stays as it is. */
  static String escape(String value) {
    String stripped = value.strip();
    boolean markup = stripped.startsWith("<") && stripped.endsWith(">");
    return markup && read(("<v>" + value + "</v>").getBytes(StandardCharsets.UTF_8)).isPresent()
        ? value
        : escaped(value);
  }

  private static void writeElement(String name, JsonNode value, StringBuilder out, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("The XML is nested more than " + DEEPEST + " deep.");
    }
    if (value.isArray()) {
      value.forEach(one -> writeElement(name, one, out, depth + 1));
      return;
    }
    out.append('<').append(checked(name));
    int open = out.length();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (member.getKey().startsWith(ATTRIBUTE)) {
          String attribute = checked(member.getKey().substring(ATTRIBUTE.length()));
          out.append(' ').append(attribute).append("=\"").append(text(member)).append('"');
        }
      }
      open = out.length();
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (member.getKey().equals(TEXT)) {
          out.append(text(member));
        } else if (!member.getKey().startsWith(ATTRIBUTE)) {
          writeElement(member.getKey(), member.getValue(), out, depth + 1);
        }
      }
    } else {
      out.append(scalar(value));
    }
    if (out.length() == open) {
      out.append("/>");
    } else {
      out.insert(open, '>').append("</").append(name).append('>');
    }
  }

  private static String text(Map.Entry<String, JsonNode> member) {
    if (member.getValue().isContainerNode()) {
      throw new IllegalArgumentException(
          "'" + member.getKey() + "' is text in XML, and can be no object and no list.");
    }
    return scalar(member.getValue());
  }

  private static String scalar(JsonNode value) {
    return value.isNull() ? "" : escaped(value.asText());
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' can be no name in XML.");
    }
    return name;
  }

  private static String escaped(String text) {
    return IMPOSSIBLE
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  private static boolean isSpace(byte one) {
    return one == ' ' || one == '\t' || one == '\r' || one == '\n';
  }

  /** The JDK's parser without namespaces, so that prefixes stay, and without anything external. */
  private static XMLInputFactory parsers() {
    XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
    parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    parsers.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    parsers.setProperty(XMLInputFactory.IS_COALESCING, true);
    parsers.setProperty("jdk.xml.maxElementDepth", Integer.toString(DEEPEST));
    return parsers;
  }

  /** Reads one document. */
  private static final class Reader {

    private final XMLStreamReader parser;
    private int nodes;

    private Reader(XMLStreamReader parser) {
      this.parser = parser;
    }

    private Optional<JsonNode> document() throws XMLStreamException {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      while (parser.hasNext()) { // to the end, since what follows the root may be malformed
        switch (parser.next()) {
          case XMLStreamConstants.DTD -> throw new XMLStreamException("no DTD");
          case XMLStreamConstants.START_ELEMENT -> {
            String name = parser.getLocalName();
            document.set(name, element());
          }
          default -> {}
        }
      }
      return Optional.of(document);
    }

    private JsonNode element() throws XMLStreamException {
      ObjectNode members = JsonNodeFactory.instance.objectNode();
      count(1 + parser.getAttributeCount());
      for (int i = 0; i < parser.getAttributeCount(); i++) {
        members.put(ATTRIBUTE + attributeName(i), parser.getAttributeValue(i));
      }
      StringBuilder text = new StringBuilder();
      while (true) {
        switch (parser.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            String name = parser.getLocalName();
            add(members, name, element());
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text.append(parser.getText());
          case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("no entities");
          case XMLStreamConstants.END_ELEMENT -> {
            return content(members, text.toString());
          }
          default -> {} // comments and processing instructions
        }
      }
    }

    private static JsonNode content(ObjectNode members, String text) {
      if (members.isEmpty()) {
        return value(text);
      }
      if (!text.isBlank()) {
        members.set(TEXT, value(text));
      }
      return members;
    }

    private static void add(ObjectNode members, String name, JsonNode value) {
      JsonNode before = members.get(name);
      switch (before) {
        case null -> members.set(name, value);
        case ArrayNode all -> all.add(value); // an element itself is never an array
        default -> members.set(name, JsonNodeFactory.instance.arrayNode().add(before).add(value));
      }
    }

    private String attributeName(int index) {
      String prefix = parser.getAttributePrefix(index);
      String name = parser.getAttributeLocalName(index);
      return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    private void count(int more) throws XMLStreamException {
      nodes += more;
      if (nodes > MOST_NODES) {
        throw new XMLStreamException("too large");
      }
    }

    private static JsonNode value(String text) {
      String stripped = text.strip();
      JsonNodeFactory json = JsonNodeFactory.instance;
      if (stripped.isEmpty()) {
        return json.nullNode();
      }
      if (stripped.equals("true") || stripped.equals("false")) {
        return json.booleanNode(stripped.equals("true"));
      }
      if (!NUMBER.matcher(stripped).matches()) {
        return json.textNode(text);
      }
      if (stripped.contains(".")) {
        return json.numberNode(new BigDecimal(stripped));
      }
      long number = Long.parseLong(stripped);
      return number == (int) number ? json.numberNode((int) number) : json.numberNode(number);
    }
  }
}
