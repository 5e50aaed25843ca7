package dev.valence.descriptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.valence.model.ApiException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of vendors, which are made into elements or refused. */
public class DescriptionsFuzz {

  private static final Descriptions DESCRIPTIONS = new Descriptions();

  static Stream<byte[]> documents() {
    return Stream.of(
            """
            openapi: 3.0.3
            info: {title: X, version: '1'}
            servers: [{url: 'https://{h}.example/v1', variables: {h: {default: a, enum: [a]}}}]
            paths:
              /pets/{id}:
                parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                get:
                  parameters: [{$ref: '#/components/parameters/P'}]
                  responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}
                post: {requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}}}}}}, responses: {default: {description: D}}}
            components:
              parameters: {P: {name: q, in: query, schema: {type: integer}}}
              schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}, {type: array, items: {}}]}}
              securitySchemes: {o: {type: oauth2, flows: {authorizationCode: {authorizationUrl: /a, tokenUrl: /t, scopes: {r: R}}}}, k: {type: apiKey, in: header, name: K}}
            """,
            "{\"swagger\": \"2.0\", \"info\": {\"title\": \"X\"}, \"host\": \"a.example\","
                + " \"basePath\": \"/v1\", \"paths\": {\"/a\": {\"get\": {\"parameters\": [{\"in\":"
                + " \"body\", \"name\": \"b\", \"schema\": {}}], \"responses\": {}}}},"
                + " \"securityDefinitions\": {\"b\": {\"type\": \"basic\"}}}",
            """
            <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
            <Schema Namespace="N" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityType Name="E"><Key><PropertyRef Name="Id"/></Key>
            <Property Name="Id" Type="Edm.Int32" Nullable="false"/><NavigationProperty Name="Es" Type="Collection(N.E)"/></EntityType>
            <EntityContainer Name="C"><EntitySet Name="Es" EntityType="N.E"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>
            """,
            """
            <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" targetNamespace="urn:t">
            <types><x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><x:element name="A"><x:complexType><x:sequence><x:element name="b" type="x:string"/></x:sequence></x:complexType></x:element></x:schema></types>
            <message name="M"><part name="p" element="t:A"/></message><portType name="P"><operation name="O"><input message="t:M"/><output message="t:M"/></operation></portType>
            <binding name="B" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/><operation name="O"><s:operation soapAction="urn:o"/><input><s:body use="literal"/></input><output><s:body use="literal"/></output></operation></binding>
            <service name="S"><port name="Q" binding="t:B"><s:address location="https://a.example/s"/></port></service></definitions>
            """,
            "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><a>&d;</a>",
            "<?xml version='1.0' encoding='x-none'?><a/>")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("documents")
  @FuzzTest
  public void aDocumentIsMadeIntoAnElementOrRefused(byte @NotNull [] document) {
    try {
      assertThat(DESCRIPTIONS.convert(Optional.empty(), document, Optional.empty()).isEmpty())
          .isFalse();
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isEqualTo(400);
      assertThat(refusal.message()).isNotBlank().hasSizeLessThan(20_000);
    }
  }
}
