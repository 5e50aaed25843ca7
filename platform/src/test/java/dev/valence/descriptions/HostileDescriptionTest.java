package dev.valence.descriptions;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that want more than to be read: nothing is fetched, and each ends soon with 400. */
@Timeout(180)
class HostileDescriptionTest {

  private static final String SECRET = "read-from-a-file";
  private static final String HEAD = "openapi: 3.0.3\ninfo: {title: X, version: '1'}\n";

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private String url;

  @TempDir Path directory;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x.yaml";
    Files.writeString(directory.resolve("secret.yaml"), "type: string\ntitle: " + SECRET);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    assertThat(asked).hasValue(0);
  }

  private static ApiException refused(String document) {
    try {
      MadeElement.of(document);
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isEqualTo(400);
      assertThat(refusal.message()).doesNotContain(SECRET).hasSizeLessThan(4000);
      return refusal;
    }
    throw new AssertionError("It was accepted.");
  }

  @Test
  void referencesThatLeadOutOfAnOpenApiDocumentAreRefusedAndNeverFollowed() {
    String file = directory.resolve("secret.yaml").toUri().toString();
    ApiException refusal =
        refused(
            HEAD
                + """
                paths:
                  /elsewhere: {$ref: '%1$s#/paths'}
                  /pets:
                    get:
                      parameters: [{$ref: '%1$s#/p'}]
                      responses: {'200': {description: OK, content: {application/json:
                        {schema: {$ref: '%2$s'}}}}}
                    post:
                      requestBody: {$ref: './secret.yaml'}
                      responses: {default: {$ref: '../../etc/passwd'}}
                components: {schemas: {A: {properties: {b: {$ref: '//127.0.0.1/b'}}}}}
                """
                    .formatted(url, file));

    assertThat(refusal.message())
        .contains(url + "#/paths", url + "#/p", file, "./secret.yaml", "../../etc/passwd", "//127");
  }

  @Test
  void referencesThatLeadOutOfASwaggerDocumentAreRefusedAndNeverFollowed() {
    assertThat(
            refused(
                    """
                    swagger: '2.0'
                    info: {title: X, version: '1'}
                    paths:
                      /pets:
                        get:
                          parameters: [{$ref: '%s#/p'}]
                          responses: {'200': {description: OK, schema: {$ref: 'secret.yaml#/a'}}}
                    """
                        .formatted(url))
                .message())
        .contains(url, "secret.yaml#/a");
  }

  @Test
  void aReferenceInAnExampleIsData() {
    MadeElement made =
        MadeElement.of(
            HEAD
                + """
                paths: {/pets: {get: {responses: {'200': {description: OK, content:
                  {application/json: {schema: {type: object, example: {$ref: '%s'}}}}}}}}}
                """
                    .formatted(url));

    assertThat(made.resources()).hasSize(1);
  }

  @Test
  void aliasesThatGrowAreRefused() {
    StringBuilder bomb = new StringBuilder("openapi: 3.0.3\nx0: &x0 [a, a, a, a, a, a, a, a, a]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("x%d: &x%d [".formatted(i, i));
      bomb.append(String.join(", ", java.util.Collections.nCopies(9, "*x" + (i - 1))));
      bomb.append("]\n");
    }

    assertThat(refused(bomb.toString()).message()).contains("aliases");
  }

  @Test
  void numbersThatJsonDoesNotHaveAreNoFault() {
    MadeElement made =
        MadeElement.of(
            HEAD
                + """
                x-numbers: [4444E4444444444, .inf, -.inf, .nan]
                paths: {/pets: {get: {responses: {'200': {description: OK}}}}}
                """);

    assertThat(made.resources()).hasSize(1);
  }

  @Test
  void aLineWithoutEndIsRefused() {
    assertThat(refused(HEAD + "x-text: " + "x".repeat(5_000_000)).message()).contains("a line");
  }

  @Test
  void anAliasOfWhatHoldsItIsRefused() {
    refused("openapi: 3.0.3\ninfo: &a {title: X, b: *a}\npaths: {}");
  }

  @Test
  void aliasesAsPeopleUseThemAreWrittenOut() {
    MadeElement made =
        MadeElement.of(
            HEAD
                + """
                x-answers: &answers {'200': {description: OK}}
                paths:
                  /a: {get: {operationId: a, responses: *answers}}
                  /b: {get: {responses: {<<: *answers, default: {description: Other}}}}
                """);

    assertThat(made.resources()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!javax.script.ScriptEngineManager []", "!!java.net.URL ['%s']"})
  void tagsThatNameClassesAreRefused(String value) {
    refused("openapi: 3.0.3\ninfo: " + value.formatted(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void nestingIsLimited(String opening) {
    refused("{\"openapi\": \"3.0.3\", \"x\": " + opening.repeat(50_000));
    refused("openapi: 3.0.3\nx: " + opening.repeat(50_000));
    refused("<a>".repeat(50_000));
  }

  @Test
  void modelsThatHoldThemselvesEnd() {
    StringBuilder schemas = new StringBuilder("components:\n  schemas:\n");
    for (int i = 0; i < 60; i++) {
      schemas.append("    M%d: {type: object, properties: {".formatted(i));
      for (int j = 0; j < 60; j++) {
        schemas.append("p%d: {$ref: '#/components/schemas/M%d'}, ".formatted(j, j));
      }
      schemas.append("}}\n");
    }
    schemas.append("    Self: {$ref: '#/components/schemas/Self'}\n");
    schemas.append("    Loop: {allOf: [{$ref: '#/components/schemas/Loop'}]}\n");
    StringBuilder paths = new StringBuilder("paths:\n");
    for (int i = 0; i < 400; i++) {
      String model = i == 0 ? "Self" : i == 1 ? "Loop" : "M" + i % 60;
      paths.append(
          ("  /a%d: {get: {parameters: [{name: f, in: query, schema: {$ref:"
                  + " '#/components/schemas/%s'}}], responses: {'200': {description: OK, content:"
                  + " {application/json: {schema: {$ref: '#/components/schemas/%s'}}}}}}}\n")
              .formatted(i, model, model));
    }

    MadeElement made = MadeElement.of(HEAD + paths + schemas);

    assertThat(made.resources()).hasSize(400);
    assertThat(made.json().toString().length()).isLessThan(40_000_000);
  }

  /** A path that is written once and is there a thousand times with all its parameters. */
  @Test
  void whatIsSharedWithoutEndIsRefused() {
    StringBuilder document = new StringBuilder(HEAD + "paths:\n");
    document.append("  /a:\n    get: {responses: {'200': {description: OK}}}\n    parameters:\n");
    for (int i = 0; i < 400; i++) {
      document.append(
          "      - {name: %s%d, in: query, schema: {}}\n".formatted("n".repeat(200), i));
    }
    for (int i = 0; i < 2000; i++) {
      document.append("  /b%d: {$ref: '#/paths/~1a'}\n".formatted(i));
    }

    assertThat(refused(document.toString()).message()).contains("would have more than");
  }

  @Test
  void manyOperationsThatCollideAreToldApartInTime() {
    StringBuilder document = new StringBuilder("{\"openapi\": \"3.0.3\", \"info\": ");
    document.append("{\"title\": \"X\", \"version\": \"1\"}, \"paths\": {\"/a\": {}");
    for (int i = 0; i < 20_000; i++) {
      document.append(
          ", \"/a%s\": {\"get\": {\"responses\": {}}}"
              .formatted("|".repeat(i % 200) + " ".repeat(i / 200 + 1)));
    }
    document.append("}}");

    assertThat(MadeElement.of(document.toString()).resources()).hasSize(20_000);
  }

  @Test
  void parametersThatReferToEachOtherAreRefused() {
    assertThat(
            refused(
                    HEAD
                        + """
                        paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/A'}],
                          responses: {'200': {description: OK}}}}}
                        components: {parameters: {
                          A: {$ref: '#/components/parameters/B'},
                          B: {$ref: '#/components/parameters/A'}}}
                        """)
                .message())
        .contains("#/components/parameters/");
  }

  @Test
  void whatParsersCompareInPairsHasAnEnd() {
    refused(
        HEAD
            + "paths: {/a: {get: {responses: {}}}}\ncomponents: {schemas: {A: {properties: {\n"
            + IntStream.range(0, 3000).mapToObj("p%d: {}"::formatted).collect(joining(",\n"))
            + "}}}}");
    refused(
        HEAD
            + "paths: {/a: {get: {responses: {'200': {description: OK}}, parameters: ["
            + "{name: a, in: query},".repeat(2000)
            + "]}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM '%s'>]><definitions xmlns='http://schemas.xmlsoap.org/wsdl/'>&x;</definitions>",
        "<!DOCTYPE a SYSTEM '%s'><a/>",
        "<!DOCTYPE a [<!ENTITY %% x SYSTEM '%s'> %%x;]><a/>",
        "<!DOCTYPE a [<!ENTITY a0 'x'><!ENTITY a1 '&a0;&a0;'>]><a>&a1; %s</a>"
      })
  void documentTypesAreRefused(String document) {
    assertThat(refused(document.formatted(url)).message()).contains("DOCTYPE");
    assertThat(refused(document.formatted(directory.resolve("secret.yaml").toUri())).message())
        .contains("DOCTYPE");
  }

  @Test
  void importsOfAWsdlAreRefusedAndNeverFollowed() {
    ApiException refusal =
        refused(
            """
            <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:a">
              <import namespace="urn:b" location="%1$s?import"/>
              <types>
                <schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:c">
                  <import namespace="urn:d" schemaLocation="%1$s?schema"/>
                  <include schemaLocation="secret.xsd"/>
                </schema>
              </types>
            </definitions>
            """
                .formatted(url));

    assertThat(refusal.message()).contains(url + "?import", url + "?schema", "secret.xsd");
  }

  @Test
  void referencesOfODataMetadataAreNotFollowed() {
    MadeElement made =
        MadeElement.of(
            """
            <edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">
              <edmx:Reference Uri="%s"><edmx:Include Namespace="urn.b"/></edmx:Reference>
              <edmx:DataServices>
                <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="A">
                  <EntityType Name="P" BaseType="urn.b.Q"><Key><PropertyRef Name="I"/></Key>
                    <Property Name="I" Type="Edm.Int32"/></EntityType>
                  <EntityContainer Name="C"><EntitySet Name="Ps" EntityType="A.P"/></EntityContainer>
                </Schema>
              </edmx:DataServices>
            </edmx:Edmx>
            """
                .formatted(url));

    assertThat(made.json().path("objects")).hasSize(1);
  }

  @Test
  void aDocumentThatIsTooLargeIs413() {
    assertThatThrownBy(() -> MadeElement.of(new byte[Descriptions.MAXIMUM_SIZE + 1]))
        .extracting(failure -> ((ApiException) failure).status())
        .isEqualTo(413);
  }

  @Test
  void aDocumentOf20MegabytesIsRead() {
    StringBuilder document = new StringBuilder("{\"openapi\": \"3.0.3\",");
    document.append("\"info\": {\"title\": \"X\", \"version\": \"1\"}, \"paths\": {");
    String text = "x".repeat(20_000);
    for (int i = 0; i < 1000; i++) {
      document.append(
          "%s\"/a%d/{id}\": {\"get\": {\"description\": \"%s\", \"responses\": {\"200\": {\"description\": \"OK\"}}}}"
              .formatted(i == 0 ? "" : ",", i, text));
    }
    document.append("}}");

    MadeElement made = MadeElement.of(document.toString());

    assertThat(made.resources()).hasSize(1000);
  }
}
