package dev.valence.descriptions;

import dev.valence.descriptions.ODataModel.Call;
import dev.valence.descriptions.ODataModel.EntitySet;
import dev.valence.descriptions.ODataModel.Property;
import dev.valence.descriptions.ODataModel.Structure;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.apache.olingo.client.core.serialization.ClientODataDeserializerImpl;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlOperation;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;
import org.apache.olingo.commons.api.edm.provider.CsdlStructuralType;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.odata2.api.edm.provider.ComplexType;
import org.apache.olingo.odata2.api.edm.provider.DataServices;
import org.apache.olingo.odata2.api.edm.provider.EntityContainer;
import org.apache.olingo.odata2.api.edm.provider.EntityType;
import org.apache.olingo.odata2.api.edm.provider.PropertyRef;
import org.apache.olingo.odata2.api.edm.provider.Schema;
import org.apache.olingo.odata2.api.edm.provider.SimpleProperty;
import org.apache.olingo.odata2.api.ep.EntityProviderException;
import org.apache.olingo.odata2.core.ep.consumer.XmlMetadataConsumer;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads the metadata of OData services (CSDL), by Apache Olingo. */
final class ODataReader {

  private static final String EDMX_4 = "http://docs.oasis-open.org/odata/ns/edmx";
  private static final String EDM_2 = "http://schemas.microsoft.com/ado/2008/09/edm";
  private static final Set<String> EDM_3 =
      Set.of(
          "http://schemas.microsoft.com/ado/2009/08/edm",
          "http://schemas.microsoft.com/ado/2009/11/edm");

  /** The primitive types that version 2 knows. */
  private static final Set<String> PRIMITIVES_2 =
      Set.of(
          "Edm.Binary",
          "Edm.Boolean",
          "Edm.Byte",
          "Edm.DateTime",
          "Edm.DateTimeOffset",
          "Edm.Decimal",
          "Edm.Double",
          "Edm.Guid",
          "Edm.Int16",
          "Edm.Int32",
          "Edm.Int64",
          "Edm.SByte",
          "Edm.Single",
          "Edm.String",
          "Edm.Time");

  private static final int INHERITANCE = 20;

  private ODataReader() {}

  /**
   * The service.
   *
   * @throws ApiException 400 when the metadata cannot be read or lists nothing
   */
  static ODataModel read(XmlDocument xml) {
    ODataModel model;
    try {
      model =
          EDMX_4.equals(xml.root().getNamespaceURI()) ? new Version4(xml).model() : version2(xml);
    } catch (EntityProviderException | XMLStreamException | RuntimeException e) {
      if (e instanceof ApiException told) {
        throw told;
      }
      throw Descriptions.refused(List.of("the metadata cannot be read: " + reason(e)));
    }
    if (model.sets().isEmpty() && model.calls().isEmpty()) {
      throw Descriptions.refused(List.of("there is no entity set"));
    }
    return model;
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).split("\\R", 2)[0];
  }

  private static Property property(String name, String type) {
    boolean many = type.startsWith("Collection(");
    return new Property(
        name, many ? type.substring("Collection(".length(), type.length() - 1) : type, many);
  }

  /** Version 4. */
  private static final class Version4 {

    private final List<CsdlSchema> schemas;
    private final Map<String, String> namespaces = new HashMap<>();

    Version4(XmlDocument xml) {
      schemas =
          new ClientODataDeserializerImpl(false, ContentType.APPLICATION_XML)
              .toMetadata(new ByteArrayInputStream(xml.written().getBytes(StandardCharsets.UTF_8)))
              .getSchemas();
      for (CsdlSchema schema : schemas) {
        namespaces.put(schema.getNamespace(), schema.getNamespace());
        if (schema.getAlias() != null) {
          namespaces.put(schema.getAlias(), schema.getNamespace());
        }
      }
    }

    ODataModel model() {
      List<EntitySet> sets = new ArrayList<>();
      List<Call> calls = new ArrayList<>();
      String namespace = schemas.isEmpty() ? "" : schemas.getFirst().getNamespace();
      for (CsdlSchema schema : schemas) {
        CsdlEntityContainer container = schema.getEntityContainer();
        if (container == null) {
          continue;
        }
        namespace = schema.getNamespace();
        container
            .getEntitySets()
            .forEach(set -> sets.add(new EntitySet(set.getName(), false, entity(set.getType()))));
        container
            .getSingletons()
            .forEach(one -> sets.add(new EntitySet(one.getName(), true, entity(one.getType()))));
        container
            .getFunctionImports()
            .forEach(function ->
                operation(function.getFunction(), false)
                    .map(found -> call(function.getName(), "GET", found))
                    .filter(call -> call.parameters().stream().allMatch(this::primitive))
                    .ifPresent(calls::add));
        container
            .getActionImports()
            .forEach(action ->
                operation(action.getAction(), true)
                    .map(found -> call(action.getName(), "POST", found))
                    .ifPresent(calls::add));
      }
      if (!sets.isEmpty()) {
        namespace = entityNamespace(namespace);
      }
      return new ODataModel(4, namespace, sets, calls, structures());
    }

    /** The schema that has the entities, where the container has one of its own. */
    private String entityNamespace(String container) {
      return schemas.stream()
          .filter(schema -> !schema.getEntityTypes().isEmpty())
          .map(CsdlSchema::getNamespace)
          .findFirst()
          .orElse(container);
    }

    private boolean primitive(Property parameter) {
      return parameter.type().startsWith("Edm.") && !parameter.many();
    }

    private static Call call(String name, String method, CsdlOperation operation) {
      return new Call(
          name,
          method,
          operation.getParameters().stream()
              .map(parameter ->
                  new Property(parameter.getName(), parameter.getType(), parameter.isCollection()))
              .toList(),
          method.equals("POST"));
    }

    private Optional<? extends CsdlOperation> operation(String qualified, boolean action) {
      String name = qualified.substring(qualified.lastIndexOf('.') + 1);
      return schema(qualified).stream()
          .flatMap(
              schema -> (action ? schema.getActions(name) : schema.getFunctions(name)).stream())
          .filter(operation -> !operation.isBound())
          .findFirst();
    }

    private Optional<CsdlSchema> schema(String qualified) {
      int dot = qualified.lastIndexOf('.');
      String namespace = dot < 0 ? "" : namespaces.get(qualified.substring(0, dot));
      return schemas.stream().filter(schema -> schema.getNamespace().equals(namespace)).findFirst();
    }

    private Structure entity(String qualified) {
      String name = qualified.substring(qualified.lastIndexOf('.') + 1);
      List<String> keys = new ArrayList<>();
      List<Property> properties = new ArrayList<>();
      String next = qualified;
      for (int i = 0; i < INHERITANCE && next != null; i++) {
        CsdlEntityType type = type(next);
        if (type == null) {
          break;
        }
        if (keys.isEmpty() && type.getKey() != null) {
          type.getKey().forEach(key -> keys.add(key.getName()));
        }
        properties.addAll(0, properties(type));
        next = type.getBaseType();
      }
      return new Structure(name, keys, properties);
    }

    private @Nullable CsdlEntityType type(String qualified) {
      String name = qualified.substring(qualified.lastIndexOf('.') + 1);
      return schema(qualified).map(schema -> schema.getEntityType(name)).orElse(null);
    }

    private List<Property> properties(CsdlStructuralType type) {
      return type.getProperties().stream().map(this::property).toList();
    }

    private Property property(CsdlProperty property) {
      Property plain = ODataReader.property(property.getName(), property.getType());
      return new Property(
          plain.name(), resolved(plain.type()), plain.many() || property.isCollection());
    }

    private String resolved(String qualified) {
      int dot = qualified.lastIndexOf('.');
      String namespace = dot < 0 ? null : namespaces.get(qualified.substring(0, dot));
      return namespace == null ? qualified : namespace + qualified.substring(dot);
    }

    private Map<String, Structure> structures() {
      Map<String, Structure> structures = new LinkedHashMap<>();
      for (CsdlSchema schema : schemas) {
        schema
            .getComplexTypes()
            .forEach(type ->
                structures.put(
                    schema.getNamespace() + "." + type.getName(),
                    new Structure(type.getName(), List.of(), properties(type))));
      }
      return structures;
    }
  }

  /** Version 2, and 3, which is brought into the words of version 2 for its parser. */
  private static ODataModel version2(XmlDocument xml)
      throws EntityProviderException, XMLStreamException {
    boolean third = rewritten(xml.root());
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    DataServices services =
        new XmlMetadataConsumer()
            .readMetadata(factory.createXMLStreamReader(new StringReader(xml.written())), false);
    return new Version2(services.getSchemas(), third).model();
  }

  /** Whether the metadata is of version 3. */
  private static boolean rewritten(Element element) {
    boolean third = EDM_3.contains(String.valueOf(element.getNamespaceURI()));
    Element current = element;
    if (third) {
      Node renamed = element.getOwnerDocument().renameNode(element, EDM_2, element.getNodeName());
      current = (Element) renamed;
      Attr declared = current.getAttributeNode("xmlns");
      if (declared != null) {
        declared.setValue(EDM_2);
      }
    }
    String type = current.getAttribute("Type");
    if ((type.startsWith("Edm.") || type.startsWith("Collection("))
        && !PRIMITIVES_2.contains(type)) {
      current.setAttribute("Type", "Edm.String");
    }
    for (Element child : XmlDocument.children(current)) {
      third |= rewritten(child);
    }
    return third;
  }

  private static final class Version2 {

    private final List<Schema> schemas;
    private final boolean third;

    Version2(List<Schema> schemas, boolean third) {
      this.schemas = Objects.requireNonNullElse(schemas, List.of());
      this.third = third;
    }

    ODataModel model() {
      List<EntitySet> sets = new ArrayList<>();
      List<Call> calls = new ArrayList<>();
      for (Schema schema : schemas) {
        for (EntityContainer container : list(schema.getEntityContainers())) {
          list(container.getEntitySets())
              .forEach(set ->
                  sets.add(
                      new EntitySet(
                          set.getName(),
                          false,
                          entity(
                              set.getEntityType().getNamespace(), set.getEntityType().getName()))));
          list(container.getFunctionImports())
              .forEach(function ->
                  calls.add(
                      new Call(
                          function.getName(),
                          Objects.requireNonNullElse(
                              function.getHttpMethod(), third ? "POST" : "GET"),
                          list(function.getParameters()).stream()
                              .map(parameter ->
                                  property(
                                      parameter.getName(), "Edm." + parameter.getType().name()))
                              .toList(),
                          false)));
        }
      }
      calls.removeIf(call -> !Set.of("GET", "POST").contains(call.method()));
      return new ODataModel(third ? 3 : 2, namespace(), sets, calls, structures());
    }

    private String namespace() {
      return schemas.stream()
          .filter(schema -> !list(schema.getEntityTypes()).isEmpty())
          .findFirst()
          .or(() -> schemas.stream().findFirst())
          .map(Schema::getNamespace)
          .orElse("");
    }

    private static <T> List<T> list(@Nullable List<T> list) {
      return list == null ? List.of() : list;
    }

    private Structure entity(@Nullable String namespace, String name) {
      List<String> keys = new ArrayList<>();
      List<Property> properties = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      String space = namespace;
      String next = name;
      while (next != null && seen.add(space + "." + next)) {
        EntityType type = type(space, next);
        if (type == null) {
          break;
        }
        if (keys.isEmpty() && type.getKey() != null) {
          list(type.getKey().getKeys()).stream().map(PropertyRef::getName).forEach(keys::add);
        }
        properties.addAll(0, properties(type));
        space = type.getBaseType() == null ? null : type.getBaseType().getNamespace();
        next = type.getBaseType() == null ? null : type.getBaseType().getName();
      }
      return new Structure(name, keys, properties);
    }

    private @Nullable EntityType type(@Nullable String namespace, String name) {
      return schemas.stream()
          .filter(schema ->
              schema.getNamespace().equals(namespace)
                  || Objects.equals(schema.getAlias(), namespace))
          .flatMap(schema -> list(schema.getEntityTypes()).stream())
          .filter(type -> type.getName().equals(name))
          .findFirst()
          .orElse(null);
    }

    private static List<Property> properties(ComplexType type) {
      return list(type.getProperties()).stream()
          .map(property -> property(property.getName(), type(property)))
          .toList();
    }

    private static String type(org.apache.olingo.odata2.api.edm.provider.Property property) {
      return switch (property) {
        case SimpleProperty simple -> "Edm." + simple.getType().name();
        case org.apache.olingo.odata2.api.edm.provider.ComplexProperty complex ->
            complex.getType().toString();
        default -> "Edm.String";
      };
    }

    private Map<String, Structure> structures() {
      Map<String, Structure> structures = new LinkedHashMap<>();
      for (Schema schema : schemas) {
        list(schema.getComplexTypes())
            .forEach(type ->
                structures.put(
                    schema.getNamespace() + "." + type.getName(),
                    new Structure(type.getName(), List.of(), properties(type))));
      }
      return structures;
    }
  }
}
