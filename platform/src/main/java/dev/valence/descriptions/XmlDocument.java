package dev.valence.descriptions;

import dev.valence.model.ApiException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads XML of strangers: document types, and with them entities of all kinds, are refused, and
 * nesting is bounded. Parsers of descriptions get what was read here, never the stranger's bytes.
 *
 * @param document the tree
 */
record XmlDocument(Document document) {

  static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  static final String WSDL_2 = "http://www.w3.org/ns/wsdl";

  private static final String NESTING = "200";

  /**
   * The tree of a document.
   *
   * @throws ApiException 400 when it is not well-formed, has a document type or exceeds a limit
   */
  static XmlDocument read(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setExpandEntityReferences(false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setAttribute("jdk.xml.maxElementDepth", NESTING);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return new XmlDocument(builder.parse(new InputSource(new StringReader(text))));
    } catch (SAXParseException e) {
      throw ApiException.badRequest(
          "The document is no XML that is accepted (line %d, column %d): %s"
              .formatted(e.getLineNumber(), e.getColumnNumber(), e.getMessage()));
    } catch (SAXException e) {
      throw ApiException.badRequest("The document is no XML that is accepted: " + e.getMessage());
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Element root() {
    return document.getDocumentElement();
  }

  /**
   * What the document describes a service by.
   *
   * @throws ApiException 400 when it does not
   */
  Descriptions.Type type() {
    String name = root().getLocalName();
    if (name.equals("Edmx")) {
      return Descriptions.Type.ODATA;
    }
    if (name.equals("definitions") && WSDL.equals(root().getNamespaceURI())) {
      return Descriptions.Type.SOAP;
    }
    if (name.equals("description") && WSDL_2.equals(root().getNamespaceURI())) {
      throw ApiException.badRequest("WSDL 2.0 is not read, only WSDL 1.1.");
    }
    throw ApiException.badRequest(
        "The document is neither OData metadata nor WSDL; its root is <" + name + ">.");
  }

  /** The elements below another one. */
  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /** The document written anew, for parsers that want to read it themselves. */
  String written() {
    try {
      Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      writer.transform(new DOMSource(document), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The parser's own handler prints to the console. */
  private static final class Strict implements ErrorHandler {

    @Override
    public void warning(SAXParseException exception) {}

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
