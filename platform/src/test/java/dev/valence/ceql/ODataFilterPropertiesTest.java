package dev.valence.ceql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.List;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlComplexType;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;
import org.apache.olingo.odata2.api.edm.EdmLiteral;
import org.apache.olingo.odata2.api.edm.EdmTyped;
import org.apache.olingo.odata2.api.uri.expression.BinaryExpression;
import org.apache.olingo.odata2.api.uri.expression.BinaryOperator;
import org.apache.olingo.odata2.api.uri.expression.FilterExpression;
import org.apache.olingo.odata2.api.uri.expression.LiteralExpression;
import org.apache.olingo.odata2.api.uri.expression.MemberExpression;
import org.apache.olingo.odata2.api.uri.expression.MethodExpression;
import org.apache.olingo.odata2.api.uri.expression.MethodOperator;
import org.apache.olingo.odata2.api.uri.expression.OrderByExpression;
import org.apache.olingo.odata2.api.uri.expression.OrderExpression;
import org.apache.olingo.odata2.api.uri.expression.PropertyExpression;
import org.apache.olingo.odata2.api.uri.expression.SortOrder;
import org.apache.olingo.odata2.api.uri.expression.UnaryExpression;
import org.apache.olingo.odata2.api.uri.expression.UnaryOperator;
import org.apache.olingo.odata2.core.uri.expression.FilterParserImpl;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.junit.jupiter.api.Test;

/** Apache Olingo, which others wrote, reads our filters as what they mean. */
class ODataFilterPropertiesTest {

  private static final int CONDITIONS = 1000;

  @Test
  void aParserOfVersion2UnderstandsWhateverTheValuesAre() throws Exception {
    for (int seed = 0; seed < CONDITIONS; seed++) {
      Condition condition = new RandomConditions(seed).next();
      String filter = Where.parse(condition.text()).convert("toODataV2Filter").text();

      FilterExpression read = new FilterParserImpl(null).parseFilterString(filter);

      assertThat(read.accept(new Version2())).as("seed %d", seed).isEqualTo(Meaning.of(condition));
    }
  }

  @Test
  void aParserOfVersion4UnderstandsWhateverTheValuesAre() throws Exception {
    OData oData = OData.newInstance();
    Edm edm = oData.createServiceMetadata(new Schema(), List.of()).getEdm();
    for (int seed = 0; seed < CONDITIONS; seed++) {
      Condition condition = new RandomConditions(seed).next();
      String filter = Where.parse(condition.text()).convert("toODataV4Filter").text();
      String query = "$filter=" + URLEncoder.encode(filter, UTF_8).replace("+", "%20");

      Expression read =
          new Parser(edm, oData)
              .parseUri("Things", query, null, null)
              .getFilterOption()
              .getExpression();

      assertThat(read.accept(new Version4())).as("seed %d", seed).isEqualTo(Meaning.of(condition));
    }
  }

  private static Object joined(String operator, Object left, Object right) {
    return left instanceof Meaning first && right instanceof Meaning second
        ? Meaning.joined(operator, List.of(first, second))
        : new Meaning(operator, List.of(left, right));
  }

  private static final class Version2
      implements org.apache.olingo.odata2.api.uri.expression.ExpressionVisitor {

    @Override
    public Object visitFilterExpression(
        FilterExpression filter, String expressionString, Object expression) {
      return expression;
    }

    @Override
    public Object visitBinary(
        BinaryExpression binary, BinaryOperator operator, Object left, Object right) {
      return joined(operator.toUriLiteral(), left, right);
    }

    @Override
    public Object visitLiteral(LiteralExpression literal, EdmLiteral value) {
      String text = value.getLiteral();
      return switch (literal.getEdmType().toString()) {
        case "Edm.String" -> "text " + text;
        case "Edm.Boolean" -> Boolean.valueOf(text);
        case "Edm.DateTime", "Edm.DateTimeOffset" -> Meaning.time(text);
        case "Edm.Null", "Null" -> "null";
        default -> Meaning.number(text);
      };
    }

    @Override
    public Object visitMethod(
        MethodExpression expression, MethodOperator method, List<Object> parameters) {
      return method == MethodOperator.SUBSTRINGOF
          ? new Meaning("contains", parameters.reversed())
          : new Meaning(method.toUriLiteral(), parameters);
    }

    @Override
    public Object visitMember(MemberExpression member, Object path, Object property) {
      return path + "/" + property;
    }

    @Override
    public Object visitProperty(PropertyExpression property, String uriLiteral, EdmTyped type) {
      return uriLiteral;
    }

    @Override
    public Object visitUnary(UnaryExpression unary, UnaryOperator operator, Object operand) {
      if (operator == UnaryOperator.NOT) {
        return new Meaning("not", List.of(operand));
      }
      throw new AssertionError(operator);
    }

    @Override
    public Object visitOrderByExpression(
        OrderByExpression orderBy, String expressionString, List<Object> orders) {
      throw new AssertionError(expressionString);
    }

    @Override
    public Object visitOrder(OrderExpression order, Object filterResult, SortOrder sortOrder) {
      throw new AssertionError(sortOrder);
    }
  }

  private static final class Version4
      implements org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor<Object> {

    @Override
    public Object visitBinaryOperator(BinaryOperatorKind operator, Object left, Object right) {
      return joined(operator.toString(), left, right);
    }

    @Override
    public Object visitMethodCall(MethodKind method, List<Object> parameters) {
      return new Meaning(method.toString(), parameters);
    }

    @Override
    public Object visitLiteral(Literal literal) {
      String text = literal.getText();
      if (literal.getType() == null) {
        return text;
      }
      return switch (literal.getType().getName()) {
        case "String" -> "text " + text.substring(1, text.length() - 1).replace("''", "'");
        case "Boolean" -> Boolean.valueOf(text);
        case "Date", "DateTimeOffset" -> Meaning.time(text);
        default -> Meaning.number(text);
      };
    }

    @Override
    public Object visitMember(Member member) {
      return String.join(
          "/",
          member.getResourcePath().getUriResourceParts().stream()
              .map(UriResource::getSegmentValue)
              .toList());
    }

    @Override
    public Object visitUnaryOperator(UnaryOperatorKind operator, Object operand) {
      // A number's sign may be one.
      if (operator == UnaryOperatorKind.MINUS && operand instanceof BigDecimal number) {
        return number.negate();
      }
      if (operator == UnaryOperatorKind.NOT) {
        return new Meaning("not", List.of(operand));
      }
      throw new AssertionError(operator);
    }

    @Override
    public Object visitLambdaExpression(String function, String variable, Expression expression) {
      throw new AssertionError(function);
    }

    @Override
    public Object visitAlias(String aliasName) {
      throw new AssertionError(aliasName);
    }

    @Override
    public Object visitTypeLiteral(EdmType type) {
      throw new AssertionError(type);
    }

    @Override
    public Object visitLambdaReference(String variableName) {
      throw new AssertionError(variableName);
    }

    @Override
    public Object visitEnum(EdmEnumType type, List<String> enumValues) {
      throw new AssertionError(type);
    }

    @Override
    public Object visitBinaryOperator(
        BinaryOperatorKind operator, Object left, List<Object> right) {
      throw new AssertionError(operator);
    }
  }

  /** The entity whose fields {@link RandomConditions} compares. */
  private static final class Schema extends CsdlAbstractEdmProvider {

    private static final FullQualifiedName THING = new FullQualifiedName("test", "Thing");
    private static final FullQualifiedName ADDRESS = new FullQualifiedName("test", "Address");
    private static final FullQualifiedName CONTAINER = new FullQualifiedName("test", "Container");

    private static CsdlProperty property(String name, FullQualifiedName type) {
      return new CsdlProperty().setName(name).setType(type);
    }

    private static CsdlProperty property(String name, EdmPrimitiveTypeKind type) {
      return property(name, type.getFullQualifiedName());
    }

    @Override
    public CsdlEntityType getEntityType(FullQualifiedName name) {
      return new CsdlEntityType()
          .setName("Thing")
          .setKey(List.of(new CsdlPropertyRef().setName("name")))
          .setProperties(
              List.of(
                  property("name", EdmPrimitiveTypeKind.String),
                  property("from", EdmPrimitiveTypeKind.String),
                  property("size", EdmPrimitiveTypeKind.Decimal),
                  property("active", EdmPrimitiveTypeKind.Boolean),
                  property("created", EdmPrimitiveTypeKind.DateTimeOffset),
                  property("born", EdmPrimitiveTypeKind.Date),
                  property("address", ADDRESS)));
    }

    @Override
    public CsdlComplexType getComplexType(FullQualifiedName name) {
      return new CsdlComplexType()
          .setName("Address")
          .setProperties(List.of(property("city", EdmPrimitiveTypeKind.String)));
    }

    @Override
    public CsdlEntitySet getEntitySet(FullQualifiedName container, String name) {
      return new CsdlEntitySet().setName(name).setType(THING);
    }

    @Override
    public CsdlEntityContainer getEntityContainer() {
      return new CsdlEntityContainer()
          .setName(CONTAINER.getName())
          .setEntitySets(List.of(getEntitySet(CONTAINER, "Things")));
    }

    @Override
    public CsdlEntityContainerInfo getEntityContainerInfo(FullQualifiedName name) {
      return new CsdlEntityContainerInfo().setContainerName(CONTAINER);
    }

    @Override
    public List<CsdlSchema> getSchemas() {
      return List.of(
          new CsdlSchema()
              .setNamespace("test")
              .setEntityTypes(List.of(getEntityType(THING)))
              .setComplexTypes(List.of(getComplexType(ADDRESS)))
              .setEntityContainer(getEntityContainer()));
    }
  }
}
