package dev.valence.descriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a WSDL. */
class SoapElementTest {

  private static final String WSDL =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
          xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
          xmlns:xs="http://www.w3.org/2001/XMLSchema"
          xmlns:tns="http://shop.example/" xmlns:m="urn:model" targetNamespace="http://shop.example/">
        <wsdl:types>
          <xs:schema targetNamespace="urn:model" elementFormDefault="qualified">
            <xs:complexType name="Party">
              <xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence>
            </xs:complexType>
            <xs:complexType name="Person">
              <xs:complexContent><xs:extension base="m:Party"><xs:sequence>
                <xs:element name="Age" type="xs:int" minOccurs="0"/>
                <xs:element name="Parent" type="m:Person" minOccurs="0"/>
                <xs:element name="Email" type="xs:string" maxOccurs="unbounded"/>
              </xs:sequence><xs:attribute name="vip" type="xs:boolean"/></xs:extension></xs:complexContent>
            </xs:complexType>
          </xs:schema>
          <xs:schema targetNamespace="http://shop.example/" elementFormDefault="qualified">
            <xs:import namespace="urn:model"/>
            <xs:element name="AddPet"><xs:complexType><xs:sequence>
              <xs:element name="Name" type="xs:string"/>
              <xs:choice>
                <xs:element name="Cat" type="xs:boolean"/><xs:element name="Dog" type="xs:boolean"/>
              </xs:choice>
              <xs:element name="Owner" type="m:Person"/>
              <xs:element name="Colour" type="tns:Colour"/>
            </xs:sequence></xs:complexType></xs:element>
            <xs:simpleType name="Colour"><xs:restriction base="xs:string">
              <xs:enumeration value="red"/><xs:enumeration value="blue"/>
            </xs:restriction></xs:simpleType>
            <xs:element name="AddPetResponse"><xs:complexType><xs:sequence>
              <xs:element name="Id" type="xs:long"/>
            </xs:sequence></xs:complexType></xs:element>
            <xs:element name="Version"><xs:complexType/></xs:element>
          </xs:schema>
        </wsdl:types>
        <wsdl:message name="AddPetIn"><wsdl:part name="p" element="tns:AddPet"/></wsdl:message>
        <wsdl:message name="AddPetOut"><wsdl:part name="p" element="tns:AddPetResponse"/></wsdl:message>
        <wsdl:message name="VersionIn"><wsdl:part name="p" element="tns:Version"/></wsdl:message>
        <wsdl:message name="RpcIn"><wsdl:part name="count" type="xs:int"/>
          <wsdl:part name="owner" type="m:Person"/></wsdl:message>
        <wsdl:message name="RpcOut"><wsdl:part name="r" type="xs:string"/></wsdl:message>
        <wsdl:portType name="Port">
          <wsdl:operation name="AddPet"><wsdl:documentation>Adds a
              pet.</wsdl:documentation><wsdl:input message="tns:AddPetIn"/>
            <wsdl:output message="tns:AddPetOut"/></wsdl:operation>
          <wsdl:operation name="Version"><wsdl:input message="tns:VersionIn"/></wsdl:operation>
        </wsdl:portType>
        <wsdl:portType name="RpcPort">
          <wsdl:operation name="Count"><wsdl:input message="tns:RpcIn"/>
            <wsdl:output message="tns:RpcOut"/></wsdl:operation>
          <wsdl:operation name="Old"><wsdl:input message="tns:RpcIn"/>
            <wsdl:output message="tns:RpcOut"/></wsdl:operation>
        </wsdl:portType>
        <wsdl:binding name="B11" type="tns:Port">
          <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
          <wsdl:operation name="AddPet"><soap:operation soapAction="http://shop.example/AddPet"/>
            <wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
          <wsdl:operation name="Version"><soap:operation soapAction=""/>
            <wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
        </wsdl:binding>
        <wsdl:binding name="B12" type="tns:Port">
          <soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/>
          <wsdl:operation name="AddPet"><soap12:operation soapAction="urn:12"/>
            <wsdl:input><soap12:body use="literal"/></wsdl:input></wsdl:operation>
        </wsdl:binding>
        <wsdl:binding name="Rpc" type="tns:RpcPort">
          <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
          <wsdl:operation name="Count"><soap:operation soapAction="count"/>
            <wsdl:input><soap:body use="literal" namespace="urn:rpc"/></wsdl:input></wsdl:operation>
          <wsdl:operation name="Old"><soap:operation soapAction="old"/>
            <wsdl:input><soap:body use="encoded" namespace="urn:rpc"
              encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></wsdl:input></wsdl:operation>
        </wsdl:binding>
        PORTS
      </wsdl:definitions>
      """;

  private static final String ADDRESS_12 =
      "<wsdl:port name='p12' binding='tns:B12'><soap12:address location='https://shop.example/12'/></wsdl:port>";
  private static final String ADDRESS_11 =
      "<wsdl:port name='p11' binding='tns:B11'><soap:address location='https://shop.example/11'/></wsdl:port>";

  private static MadeElement wsdl(String... ports) {
    return MadeElement.of(
        WSDL.replace(
            "PORTS", "<wsdl:service name='S'>" + String.join("", ports) + "</wsdl:service>"));
  }

  private static String template(JsonNode resource) {
    return Stream.of(resource.path("parameters"))
        .flatMap(JsonNode::valueStream)
        .filter(parameter -> parameter.path("vendorType").asText().equals("body"))
        .map(parameter -> parameter.path("name").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theNamespaceNamesTheElementAndTheFirstPortOfSoap11IsCalled() {
    MadeElement made = wsdl(ADDRESS_12, ADDRESS_11);

    assertThat(made.json().path("name").asText()).isEqualTo("http://shop.example/");
    assertThat(made.json().path("key").asText()).isEqualTo("httpshopexample");
    assertThat(made.json().path("protocolType").asText()).isEqualTo("soap");
    assertThat(made.setting("base.url").path("defaultValue").asText())
        .isEqualTo("https://shop.example/11");
    assertThat(MadeElement.parameters(made.json()))
        .contains("value text/xml; charset=utf-8 → header Content-Type");
    assertThat(made.json().findValuesAsText("path"))
        .containsExactly("/hubs/general/AddPet", "/hubs/general/Version");
  }

  @Test
  void anOperationIsAPostOfAnEnvelopeWithATokenForEachValue() {
    JsonNode resource = wsdl(ADDRESS_11).resource("POST", "/AddPet");

    assertThat(template(resource))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
                + "<ns1:AddPet xmlns:ns1=\"http://shop.example/\" xmlns:ns2=\"urn:model\">"
                + "<ns1:Name>{Name}</ns1:Name><ns1:Cat>{Cat}</ns1:Cat><ns1:Dog>{Dog}</ns1:Dog>"
                + "<ns1:Owner vip=\"{Owner.@vip}\"><ns2:Name>{Owner.Name}</ns2:Name>"
                + "<ns2:Age>{Owner.Age}</ns2:Age><ns2:Email>{Owner.Email}</ns2:Email></ns1:Owner>"
                + "<ns1:Colour>{Colour}</ns1:Colour></ns1:AddPet></soap:Body></soap:Envelope>");
    assertThat(MadeElement.parameters(resource))
        .contains(
            "body body → bodyToken body!",
            "value \"http://shop.example/AddPet\" → header SOAPAction");
    assertThat(resource.path("rootKey").asText()).isEqualTo("|soap:Envelope.soap:Body");
    assertThat(resource.path("vendorMethod").asText()).isEqualTo("POST");
    assertThat(resource.has("vendorPath")).isFalse();
    assertThat(resource.path("description").asText()).isEqualTo("Adds a pet.");
    assertThat(resource.at("/model/requestSwagger/AddPet/properties/Colour/enum").toString())
        .isEqualTo("[\"red\",\"blue\"]");
    assertThat(
            resource
                .at("/model/requestSwagger/AddPet/properties/Owner/properties/Age/type")
                .asText())
        .isEqualTo("integer");
    assertThat(resource.at("/model/swagger/AddPetResponse/properties/Id/format").asText())
        .isEqualTo("int64");
  }

  @Test
  void anOperationWithoutValuesNeedsNoBody() {
    JsonNode resource = wsdl(ADDRESS_11).resource("POST", "/Version");

    assertThat(template(resource)).contains("<ns1:Version xmlns:ns1=\"http://shop.example/\"></");
    assertThat(MadeElement.parameters(resource)).noneMatch(one -> one.startsWith("body"));
    assertThat(resource.path("hooks")).isEmpty();
  }

  @Test
  void aScriptLeavesOutWhatTheCallerHasLeftOut() {
    String script = wsdl(ADDRESS_11).resource("POST", "/AddPet").at("/hooks/0/body").asText();

    assertThat(script)
        .contains("request_vendor_body")
        .contains("done({request_vendor_body: body})");
  }

  @Test
  void soap12HasItsOwnEnvelopeAndType() {
    MadeElement made = wsdl(ADDRESS_12);

    assertThat(template(made.resource("POST", "/AddPet")))
        .contains("http://www.w3.org/2003/05/soap-envelope");
    assertThat(MadeElement.parameters(made.json()))
        .contains("value application/soap+xml; charset=utf-8 → header Content-Type");
    assertThat(made.setting("base.url").path("defaultValue").asText())
        .isEqualTo("https://shop.example/12");
  }

  @Test
  void rpcWrapsItsPartsAndWhatIsEncodedIsLeftOut() {
    MadeElement made =
        wsdl(
            "<wsdl:port name='r' binding='tns:Rpc'><soap:address location='https://shop.example/rpc'/></wsdl:port>");

    assertThat(template(made.resource("POST", "/Count")))
        .contains(
            "xmlns:ns1=\"urn:model\" xmlns:ns2=\"urn:rpc\"",
            "<ns2:Count",
            "<count>{count}</count><owner vip=\"{owner.@vip}\">"
                + "<ns1:Name>{owner.Name}</ns1:Name>");
    assertThat(made.resources()).hasSize(1);
    assertThat(made.json().path("description").asText())
        .contains("the operation Old is SOAP-encoded");
  }

  @Test
  void anAddressThatIsNotThereIsAskedFor() {
    MadeElement made =
        wsdl("<wsdl:port name='p11' binding='tns:B11'><soap:address location=''/></wsdl:port>");

    assertThat(made.setting("base.url").path("required").asBoolean()).isTrue();
  }

  @Test
  void whatCannotBeCalledIsRefused() {
    assertThatThrownBy(() -> wsdl()).hasMessageContaining("no port speaks SOAP over HTTP");
    assertThatThrownBy(() -> MadeElement.of("<description xmlns='http://www.w3.org/ns/wsdl'/>"))
        .hasMessageContaining("WSDL 2.0");
    assertThatThrownBy(() ->
            new Descriptions()
                .convert(
                    Optional.of(Descriptions.Type.ODATA),
                    WSDL.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    Optional.empty()))
        .hasMessageContaining("soap");
    assertThat(List.of(Descriptions.Type.values()))
        .extracting(type -> Descriptions.Type.named(type.name().toLowerCase(java.util.Locale.ROOT)))
        .containsExactly(Descriptions.Type.values());
  }
}
