package dev.valence.descriptions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.wsdl.Binding;
import javax.wsdl.BindingOperation;
import javax.wsdl.Definition;
import javax.wsdl.Message;
import javax.wsdl.Operation;
import javax.wsdl.Part;
import javax.wsdl.Port;
import javax.wsdl.Service;
import javax.wsdl.WSDLException;
import javax.wsdl.extensions.schema.Schema;
import javax.wsdl.extensions.soap.SOAPAddress;
import javax.wsdl.extensions.soap.SOAPBinding;
import javax.wsdl.extensions.soap.SOAPBody;
import javax.wsdl.extensions.soap.SOAPOperation;
import javax.wsdl.extensions.soap12.SOAP12Address;
import javax.wsdl.extensions.soap12.SOAP12Binding;
import javax.wsdl.extensions.soap12.SOAP12Body;
import javax.wsdl.extensions.soap12.SOAP12Operation;
import javax.wsdl.factory.WSDLFactory;
import javax.wsdl.xml.WSDLReader;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaException;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Reads WSDL 1.1 with what it says of SOAP, by WSDL4J, and its types, by Apache XmlSchema. */
final class WsdlReader {

  private static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final int TEXT = 2000;

  /** The library's own factory, and not one that the surroundings name. */
  private static final String FACTORY = "com.ibm.wsdl.factory.WSDLFactoryImpl";

  /**
   * A service.
   *
   * @param namespace the target namespace
   * @param address where it is, or null
   * @param soap12 whether it speaks SOAP 1.2
   * @param operations what can be called
   * @param leftOut what cannot, with the reason
   */
  record SoapService(
      String namespace,
      @Nullable String address,
      boolean soap12,
      List<SoapCall> operations,
      List<String> leftOut) {}

  /**
   * An operation.
   *
   * @param action the SOAP action
   * @param wrapper the element that holds everything
   * @param input what it holds: one part that is the wrapper's own content, or the parts of RPC
   * @param output what the answer holds
   */
  record SoapCall(
      String name,
      String action,
      String description,
      QName wrapper,
      Content input,
      Content output) {}

  /**
   * What a message holds.
   *
   * @param element its element, in the document style
   * @param parts its parts by their names, in the RPC style
   */
  record Content(@Nullable XmlSchemaElement element, List<NamedPart> parts) {}

  /** A part of a message in the RPC style. */
  record NamedPart(String name, @Nullable XmlSchemaType type) {}

  private final Definition definition;
  private final XmlSchemaCollection schemas = new XmlSchemaCollection();

  private WsdlReader(Definition definition) {
    this.definition = definition;
  }

  /**
   * The service.
   *
   * @throws dev.valence.model.ApiException 400 that names every fault
   */
  static SoapService read(XmlDocument xml) {
    List<String> faults = new ArrayList<>();
    imports(xml.root(), faults);
    if (!faults.isEmpty()) {
      faults.add("put everything into one document, as many services offer it by ?singleWsdl");
      throw Descriptions.refused(faults);
    }
    try {
      WSDLReader reader = WSDLFactory.newInstance(FACTORY).newWSDLReader();
      reader.setFeature("javax.wsdl.verbose", false);
      reader.setFeature("javax.wsdl.importDocuments", false);
      return new WsdlReader(reader.readWSDL(null, xml.document())).service();
    } catch (WSDLException | XmlSchemaException e) {
      throw Descriptions.refused(List.of("it cannot be read: " + e.getMessage()));
    }
  }

  /** Parts of the description that are elsewhere. */
  private static void imports(Element element, List<String> faults) {
    String location =
        switch (String.valueOf(element.getNamespaceURI())) {
          case XmlDocument.WSDL -> element.getAttribute("location");
          case XSD -> element.getAttribute("schemaLocation");
          default -> "";
        };
    if (!location.isEmpty()
        && Set.of("import", "include", "redefine").contains(element.getLocalName())) {
      faults.add("'" + location + "' leads out of the document, and nothing else is fetched");
    }
    XmlDocument.children(element).forEach(child -> imports(child, faults));
  }

  private SoapService service() {
    readTypes();
    Port port = port();
    Binding binding = port == null ? null : port.getBinding();
    if (port == null || binding == null) {
      throw Descriptions.refused(List.of("no port speaks SOAP over HTTP"));
    }
    boolean soap12 = find(port.getExtensibilityElements(), SOAP12Address.class).isPresent();
    List<SoapCall> calls = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (BindingOperation operation : this.<BindingOperation>list(binding.getBindingOperations())) {
      call(binding, operation, calls, leftOut);
    }
    if (calls.isEmpty()) {
      throw Descriptions.refused(leftOut.isEmpty() ? List.of("there are no operations") : leftOut);
    }
    return new SoapService(
        Objects.requireNonNullElse(definition.getTargetNamespace(), "WSDL"),
        address(port),
        soap12,
        calls,
        leftOut);
  }

  private void readTypes() {
    schemas.setSchemaResolver((namespace, location, base) -> {
      throw new XmlSchemaException("The schema '" + location + "' is not in the document.");
    });
    if (definition.getTypes() == null) {
      return;
    }
    int number = 0;
    for (Object part : definition.getTypes().getExtensibilityElements()) {
      if (part instanceof Schema schema) {
        number++;
        schemas.read(schema.getElement(), "schema-" + number);
      }
    }
  }

  /** The first port with SOAP 1.1, else the first with SOAP 1.2. */
  private @Nullable Port port() {
    List<Port> ports = new ArrayList<>();
    for (Object service : definition.getAllServices().values()) {
      for (Object port : ((Service) service).getPorts().values()) {
        ports.add((Port) port);
      }
    }
    return ports.stream()
        .filter(port -> find(port.getExtensibilityElements(), SOAPAddress.class).isPresent())
        .findFirst()
        .or(() ->
            ports.stream()
                .filter(
                    port -> find(port.getExtensibilityElements(), SOAP12Address.class).isPresent())
                .findFirst())
        .orElse(null);
  }

  private static @Nullable String address(Port port) {
    return find(port.getExtensibilityElements(), SOAPAddress.class)
        .map(SOAPAddress::getLocationURI)
        .or(() ->
            find(port.getExtensibilityElements(), SOAP12Address.class)
                .map(SOAP12Address::getLocationURI))
        .map(String::strip)
        .filter(text -> text.matches("(?i)https?://.+"))
        .orElse(null);
  }

  private void call(
      Binding binding, BindingOperation bound, List<SoapCall> calls, List<String> leftOut) {
    String name = bound.getName();
    Operation operation = bound.getOperation();
    if (operation == null || operation.getInput() == null || bound.getBindingInput() == null) {
      leftOut.add("the operation " + name + " takes no message");
      return;
    }
    List<?> extensions = bound.getBindingInput().getExtensibilityElements();
    Optional<SOAPBody> body = find(extensions, SOAPBody.class);
    Optional<SOAP12Body> body12 = find(extensions, SOAP12Body.class);
    String use =
        body.map(SOAPBody::getUse).or(() -> body12.map(SOAP12Body::getUse)).orElse("literal");
    if (!use.equals("literal")) {
      leftOut.add("the operation " + name + " is SOAP-encoded");
      return;
    }
    boolean rpc = style(binding, bound).equals("rpc");
    Content input = content(operation.getInput().getMessage(), rpc);
    if (!rpc && input.element() == null) {
      leftOut.add("the message of the operation " + name + " has no element");
      return;
    }
    String namespace =
        body.map(SOAPBody::getNamespaceURI)
            .or(() -> body12.map(SOAP12Body::getNamespaceURI))
            .orElse(definition.getTargetNamespace());
    XmlSchemaElement element = input.element();
    calls.add(
        new SoapCall(
            name,
            action(bound),
            documentation(bound, operation),
            rpc || element == null ? new QName(namespace, name) : element.getQName(),
            input,
            operation.getOutput() == null
                ? new Content(null, List.of())
                : content(operation.getOutput().getMessage(), rpc)));
  }

  private static String style(Binding binding, BindingOperation bound) {
    return find(bound.getExtensibilityElements(), SOAPOperation.class)
        .map(SOAPOperation::getStyle)
        .or(() ->
            find(bound.getExtensibilityElements(), SOAP12Operation.class)
                .map(SOAP12Operation::getStyle))
        .or(() ->
            find(binding.getExtensibilityElements(), SOAPBinding.class).map(SOAPBinding::getStyle))
        .or(() ->
            find(binding.getExtensibilityElements(), SOAP12Binding.class)
                .map(SOAP12Binding::getStyle))
        .orElse("document")
        .toLowerCase(Locale.ROOT);
  }

  private static String action(BindingOperation bound) {
    return find(bound.getExtensibilityElements(), SOAPOperation.class)
        .map(SOAPOperation::getSoapActionURI)
        .or(() ->
            find(bound.getExtensibilityElements(), SOAP12Operation.class)
                .map(SOAP12Operation::getSoapActionURI))
        .orElse("");
  }

  private static String documentation(BindingOperation bound, Operation operation) {
    return Stream.of(operation.getDocumentationElement(), bound.getDocumentationElement())
        .filter(Objects::nonNull)
        .map(Element::getTextContent)
        .map(text -> text.strip().replaceAll("\\s+", " "))
        .filter(text -> !text.isEmpty())
        .map(text -> text.substring(0, Math.min(TEXT, text.length())))
        .findFirst()
        .orElse(operation.getName());
  }

  private Content content(@Nullable Message message, boolean rpc) {
    if (message == null) {
      return new Content(null, List.of());
    }
    List<Part> parts = list(message.getOrderedParts(null));
    if (!rpc) {
      return new Content(
          parts.stream()
              .filter(part -> part.getElementName() != null)
              .findFirst()
              .map(part -> schemas.getElementByQName(part.getElementName()))
              .orElse(null),
          List.of());
    }
    return new Content(
        null, parts.stream().map(part -> new NamedPart(part.getName(), type(part))).toList());
  }

  private @Nullable XmlSchemaType type(Part part) {
    if (part.getElementName() != null) {
      XmlSchemaElement element = schemas.getElementByQName(part.getElementName());
      return element == null ? null : element.getSchemaType();
    }
    return part.getTypeName() == null ? null : schemas.getTypeByQName(part.getTypeName());
  }

  private static <T> Optional<T> find(@Nullable Collection<?> extensions, Class<T> type) {
    return extensions == null
        ? Optional.empty()
        : extensions.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** The library's lists have raw types. */
  @SuppressWarnings("unchecked")
  private <T> List<T> list(@Nullable Collection<?> list) {
    return list == null ? List.of() : new ArrayList<>((Collection<T>) list);
  }
}
