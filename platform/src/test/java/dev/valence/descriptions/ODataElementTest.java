package dev.valence.descriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the metadata of an OData service. */
class ODataElementTest {

  private static final String VERSION_4 =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
        <edmx:DataServices>
          <Schema Namespace="Shop.Model" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
            <EnumType Name="Kind"><Member Name="Cat"/></EnumType>
            <ComplexType Name="Address"><Property Name="City" Type="Edm.String"/></ComplexType>
            <EntityType Name="Base" Abstract="true">
              <Key><PropertyRef Name="Id"/></Key>
              <Property Name="Id" Type="Edm.Int32" Nullable="false"/>
            </EntityType>
            <EntityType Name="Pet" BaseType="Self.Base">
              <Property Name="Name" Type="Edm.String"/>
              <Property Name="Kind" Type="Self.Kind"/>
              <Property Name="Home" Type="Self.Address"/>
              <Property Name="Tags" Type="Collection(Edm.String)"/>
              <NavigationProperty Name="Owner" Type="Self.Owner"/>
            </EntityType>
            <EntityType Name="Owner">
              <Key><PropertyRef Name="Email"/></Key>
              <Property Name="Email" Type="Edm.String"/>
            </EntityType>
            <EntityType Name="Line">
              <Key><PropertyRef Name="Order"/><PropertyRef Name="No"/></Key>
              <Property Name="Order" Type="Edm.Guid"/>
              <Property Name="No" Type="Edm.Int64"/>
            </EntityType>
            <Function Name="Nearest">
              <Parameter Name="lat" Type="Edm.Double"/><Parameter Name="town" Type="Edm.String"/>
              <ReturnType Type="Self.Pet"/>
            </Function>
            <Action Name="Reset"><Parameter Name="all" Type="Edm.Boolean"/></Action>
            <EntityContainer Name="Container">
              <EntitySet Name="Pets" EntityType="Shop.Model.Pet"/>
              <EntitySet Name="Owners" EntityType="Self.Owner"/>
              <EntitySet Name="Lines" EntityType="Self.Line"/>
              <Singleton Name="Me" Type="Self.Owner"/>
              <FunctionImport Name="Nearest" Function="Self.Nearest" EntitySet="Pets"/>
              <ActionImport Name="Reset" Action="Self.Reset"/>
            </EntityContainer>
          </Schema>
        </edmx:DataServices>
      </edmx:Edmx>
      """;

  private static String old(String version, String schema) {
    return """
    <edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">
      <edmx:DataServices m:DataServiceVersion="%s"
          xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">
        <Schema Namespace="Shop" xmlns="%s">
          <ComplexType Name="Address"><Property Name="City" Type="Edm.String"/></ComplexType>
          <EntityType Name="Pet">
            <Key><PropertyRef Name="Id"/></Key>
            <Property Name="Id" Type="Edm.Guid" Nullable="false"/>
            <Property Name="Born" Type="Edm.DateTime"/>
            <Property Name="Home" Type="Shop.Address"/>
          </EntityType>
          <EntityType Name="Order">
            <Key><PropertyRef Name="No"/></Key>
            <Property Name="No" Type="Edm.Int64" Nullable="false"/>
          </EntityType>
          <EntityContainer Name="C" m:IsDefaultEntityContainer="true">
            <EntitySet Name="Pets" EntityType="Shop.Pet"/>
            <EntitySet Name="Orders" EntityType="Shop.Order"/>
            <FunctionImport Name="Find" ReturnType="Collection(Shop.Pet)" EntitySet="Pets"
                m:HttpMethod="GET">
              <Parameter Name="name" Type="Edm.String" Mode="In"/>
            </FunctionImport>
          </EntityContainer>
        </Schema>
      </edmx:DataServices>
    </edmx:Edmx>
    """
        .formatted(version, schema);
  }

  private static String vendorPath(MadeElement made, String method, String path) {
    return made.resource(method, path).path("vendorPath").asText();
  }

  @Test
  void aSchemaNamesTheElementAndTheUserTheService() {
    MadeElement made = MadeElement.of(VERSION_4);

    assertThat(made.json().path("name").asText()).isEqualTo("Shop.Model");
    assertThat(made.json().path("protocolType").asText()).isEqualTo("odata");
    assertThat(made.setting("base.url").path("required").asBoolean()).isTrue();
    assertThat(made.setting("base.url").has("defaultValue")).isFalse();
    assertThat(made.setting("pagination.type").path("defaultValue").asText()).isEqualTo("offset");
    JsonNode known =
        new Descriptions()
            .convert(
                Optional.of(Descriptions.Type.ODATA),
                VERSION_4.getBytes(StandardCharsets.UTF_8),
                Optional.of(URI.create("https://shop.example/odata/$metadata?x=1")));
    assertThat(new MadeElement(known).setting("base.url").path("defaultValue").asText())
        .isEqualTo("https://shop.example/odata");
  }

  @Test
  void anEntitySetIsListedAndItsEntitiesShownMadeChangedAndDeleted() {
    MadeElement made = MadeElement.of(VERSION_4);

    JsonNode list = made.resource("GET", "/Pets");
    assertThat(MadeElement.parameters(list))
        .containsExactly(
            "query where → query converter:toODataFilter",
            "query fields → query $select",
            "query orderBy → query $orderby",
            "query expand → query $expand",
            "query page → query $skip",
            "query pageSize → query $top");
    assertThat(list.at("/parameters/0/converter").asText()).isEqualTo("toODataFilter");
    assertThat(list.path("rootKey").asText()).isEqualTo("|value");
    assertThat(list.path("objectName").asText()).isEqualTo("Pets");
    assertThat(vendorPath(made, "GET", "/Pets/{id}")).isEqualTo("/Pets({id})");
    assertThat(vendorPath(made, "GET", "/Owners/{id}")).isEqualTo("/Owners('{id}')");
    assertThat(vendorPath(made, "DELETE", "/Lines/{Order}/{No}"))
        .isEqualTo("/Lines(Order={Order},No={No})");
    assertThat(MadeElement.parameters(made.resource("PATCH", "/Pets/{id}")))
        .containsExactly(
            "path id → path id!", "header If-Match → header If-Match", "body body → body body!");
    assertThat(made.resource("PATCH", "/Pets/{id}").path("vendorMethod").asText())
        .isEqualTo("PATCH");
    assertThat(vendorPath(made, "POST", "/Pets")).isEqualTo("/Pets");
    assertThat(vendorPath(made, "GET", "/Me")).isEqualTo("/Me");
    assertThat(made.json().path("objects").findValuesAsText("primaryKeyName"))
        .containsExactly("Id", "Email", "Order");
  }

  @Test
  void entityTypesBecomeModelsWithWhatTheyInherit() {
    JsonNode model = MadeElement.of(VERSION_4).resource("GET", "/Pets/{id}").path("model");

    assertThat(model.path("name").asText()).isEqualTo("Pet");
    JsonNode properties = model.at("/swagger/Pet/properties");
    assertThat(properties.fieldNames())
        .toIterable()
        .containsExactly("Id", "Name", "Kind", "Home", "Tags");
    assertThat(properties.at("/Id/type").asText()).isEqualTo("integer");
    assertThat(properties.at("/Home/$ref").asText()).isEqualTo("#/definitions/Address");
    assertThat(properties.at("/Tags/items/type").asText()).isEqualTo("string");
    assertThat(model.at("/swagger/Address/properties/City/type").asText()).isEqualTo("string");
  }

  @Test
  void functionsAndActionsAreCalled() {
    MadeElement made = MadeElement.of(VERSION_4);

    assertThat(vendorPath(made, "GET", "/Nearest")).isEqualTo("/Nearest(lat={lat},town='{town}')");
    assertThat(MadeElement.parameters(made.resource("GET", "/Nearest")))
        .containsExactly("query lat → path lat!", "query town → path town!");
    assertThat(MadeElement.parameters(made.resource("POST", "/Reset")))
        .containsExactly("body body → body body!");
  }

  @ParameterizedTest
  @CsvSource({
    "2.0, http://schemas.microsoft.com/ado/2008/09/edm, MERGE, |d.results, |d, 2.0",
    "3.0, http://schemas.microsoft.com/ado/2009/11/edm, PATCH, |value, '', 3.0"
  })
  void olderVersionsAreCalledInTheirOwnWay(
      String version, String schema, String change, String list, String one, String announced) {
    MadeElement made = MadeElement.of(old(version, schema));

    assertThat(made.json().path("name").asText()).isEqualTo("Shop");
    assertThat(made.resource("GET", "/Pets").path("rootKey").asText()).isEqualTo(list);
    assertThat(made.resource("GET", "/Pets").at("/parameters/0/converter").asText())
        .isEqualTo("toODataV3Filter");
    assertThat(made.resource("GET", "/Pets/{id}").path("rootKey").asText()).isEqualTo(one);
    assertThat(vendorPath(made, "GET", "/Pets/{id}")).isEqualTo("/Pets(guid'{id}')");
    assertThat(vendorPath(made, "GET", "/Orders/{id}")).isEqualTo("/Orders({id}L)");
    assertThat(made.resource("PATCH", "/Pets/{id}").path("vendorMethod").asText())
        .isEqualTo(change);
    assertThat(vendorPath(made, "GET", "/Find")).isEqualTo("/Find?name='{name}'");
    assertThat(MadeElement.parameters(made.json()))
        .contains("value " + announced + " → header MaxDataServiceVersion");
    assertThat(made.resource("GET", "/Pets").at("/model/swagger/Pet/properties/Home/$ref").asText())
        .isEqualTo("#/definitions/Address");
  }

  @Test
  void metadataWithoutEntitySetsIsRefused() {
    assertThatThrownBy(() ->
            MadeElement.of(VERSION_4.replaceAll("(?s)<EntityContainer.*</EntityContainer>", "")))
        .hasMessageContaining("there is no entity set");
  }
}
