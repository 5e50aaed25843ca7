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
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a description in Swagger 2.0 or OpenAPI 3, feature by feature. */
class OpenApiElementTest {

  private static final String OK = "responses: {'200': {description: OK}}";

  private static MadeElement openApi(String rest) {
    return MadeElement.of("openapi: 3.0.3\ninfo: {title: Pet Shop, version: '1'}\n" + rest);
  }

  private static MadeElement swagger(String rest) {
    return MadeElement.of("swagger: '2.0'\ninfo: {title: Pet Shop, version: '1'}\n" + rest);
  }

  @Test
  void theTitleNamesTheElement() {
    MadeElement made = openApi("paths: {/pets: {get: {" + OK + "}}}");

    assertThat(made.json().path("name").asText()).isEqualTo("Pet Shop");
    assertThat(made.json().path("key").asText()).isEqualTo("petshop");
    assertThat(made.json().path("hub").asText()).isEqualTo("general");
    assertThat(made.json().path("protocolType").asText()).isEqualTo("http");
    assertThat(made.json().path("description").asText()).isNotBlank();
  }

  @Test
  void parametersOfPathAndOperationGoWhereTheyBelong() {
    JsonNode resource =
        openApi(
                """
                paths:
                  /pets/{id}:
                    parameters:
                      - {name: id, in: path, required: true, schema: {type: integer}}
                      - {name: kind, in: query, schema: {type: string}}
                      - $ref: '#/components/parameters/Trace'
                    put:
                      operationId: changePet
                      summary: Changes a pet.
                      parameters:
                        - {name: kind, in: query, required: true, schema: {type: string}}
                        - {name: Accept, in: header, schema: {type: string}}
                        - {name: session, in: cookie, schema: {type: string}}
                      requestBody:
                        required: true
                        content: {application/json: {schema: {type: object}}}
                      responses: {'200': {description: OK}}
                components:
                  parameters:
                    Trace: {name: X-Trace, in: header, schema: {type: string}}
                """)
            .resource("PUT", "/pets/{id}");

    assertThat(MadeElement.parameters(resource))
        .containsExactlyInAnyOrder(
            "path id → path id!",
            "query kind → query kind!",
            "header X-Trace → header X-Trace",
            "header Cookie → header Cookie",
            "body body → body body!");
    assertThat(resource.path("operationId").asText()).isEqualTo("changePet");
    assertThat(resource.path("description").asText()).isEqualTo("Changes a pet.");
    assertThat(resource.path("vendorPath").asText()).isEqualTo("/pets/{id}");
    assertThat(resource.path("vendorMethod").asText()).isEqualTo("PUT");
    assertThat(resource.path("parameters").get(0).path("dataType").asText()).isEqualTo("integer");
  }

  @Test
  void listsAndObjectsInTheQueryAreWrittenAsTheirStyleSays() {
    JsonNode resource =
        openApi(
                """
                paths:
                  /pets:
                    get:
                      parameters:
                        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
                        - {name: ids, in: query, explode: false,
                           schema: {type: array, items: {type: string}}}
                        - {name: colours, in: query, style: pipeDelimited, explode: false,
                           schema: {type: array, items: {type: string}}}
                        - {name: filter, in: query, style: deepObject,
                           schema: {type: object, properties: {age: {type: integer}}}}
                        - {name: expand, in: query, style: deepObject,
                           schema: {type: array, items: {type: string}}}
                        - {name: place, in: query,
                           schema: {type: object, properties: {lat: {type: number}}}}
                        - {name: made, in: query, style: deepObject, schema: {anyOf: [
                           {type: object, properties: {gt: {type: integer}}}, {type: integer}]}}
                      responses: {'200': {description: OK}}
                """)
            .resource("GET", "/pets");

    assertThat(MadeElement.parameters(resource))
        .containsExactly(
            "query tags → query tags",
            "query ids → query ids",
            "query colours → query colours",
            "query filter[age] → query filter[age]",
            "query expand → query expand[]",
            "query lat → query lat",
            "query made → query made",
            "query made[gt] → query made[gt]");
    assertThat(resource.path("parameters").get(0).path("dataType").asText()).isEqualTo("array");
    assertThat(resource.path("parameters").get(1).path("description").asText())
        .contains("separated by commas");
    assertThat(resource.path("parameters").get(2).path("description").asText())
        .contains("separated by |");
  }

  @Test
  void serversBecomeTheBaseUrlAndTheirVariablesSettings() {
    MadeElement made =
        openApi(
            """
            servers:
              - {url: 'http://old.example.com'}
              - url: https://{tenant}.example.com:{port}/v2/
                variables:
                  tenant: {default: demo, description: Your tenant}
                  port: {default: '443', enum: ['443', '8443']}
            paths:
              /pets/{tenant}: {get: {parameters: [
                {name: tenant, in: path, required: true, schema: {type: string}}],
                responses: {'200': {description: OK}}}}
              /files:
                servers: [{url: 'https://files.example.com/raw'}]
                get: {responses: {'200': {description: OK}}}
            """);

    assertThat(made.setting("base.url").path("defaultValue").asText())
        .isEqualTo("https://{server.tenant}.example.com:{port}/v2");
    assertThat(made.setting("server.tenant").path("defaultValue").asText()).isEqualTo("demo");
    assertThat(made.setting("port").path("type").asText()).isEqualTo("COMBO");
    assertThat(MadeElement.parameters(made.json()))
        .contains(
            "configuration server.tenant → path server.tenant", "configuration port → path port");
    assertThat(made.resource("GET", "/files").path("vendorPath").asText())
        .isEqualTo("https://files.example.com/raw/files");
  }

  @Test
  void aServerThatIsNotKnownIsAskedFor() {
    MadeElement nowhere = openApi("paths: {/pets: {get: {" + OK + "}}}");
    MadeElement relative =
        openApi("servers: [{url: /api/v3}]\npaths: {/pets: {get: {" + OK + "}}}");
    JsonNode found =
        new Descriptions()
            .convert(
                Optional.of(Descriptions.Type.SWAGGER),
                ("openapi: 3.1.0\ninfo: {title: X, version: '1'}\nservers: [{url: ../v3}]\npaths: {/pets: {get: {"
                        + OK
                        + "}}}")
                    .getBytes(StandardCharsets.UTF_8),
                Optional.of(URI.create("https://example.com/docs/openapi.yaml")));

    assertThat(nowhere.setting("base.url").path("required").asBoolean()).isTrue();
    assertThat(nowhere.setting("base.url").has("defaultValue")).isFalse();
    assertThat(relative.setting("base.url").path("defaultValue").asText())
        .isEqualTo("{siteAddress}/api/v3");
    assertThat(relative.setting("site.address").path("required").asBoolean()).isTrue();
    assertThat(MadeElement.parameters(relative.json()))
        .contains("configuration site.address → path siteAddress");
    assertThat(new MadeElement(found).setting("base.url").path("defaultValue").asText())
        .isEqualTo("https://example.com/v3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: http, scheme: basic} | basic | password | PASSWORD | |
          {type: http, scheme: bearer} | custom | token | PASSWORD | \
          value Bearer ${configuration.token} → header Authorization
          {type: apiKey, in: header, name: X-Key} | custom | api.key | PASSWORD | \
          configuration api.key → header X-Key
          {type: apiKey, in: query, name: key} | custom | api.key | PASSWORD | \
          configuration api.key → query key
          {type: apiKey, in: cookie, name: sid} | custom | api.key | PASSWORD | \
          value sid=${configuration.api.key} → header Cookie
          {type: openIdConnect, openIdConnectUrl: 'https://a.example'} | custom | token | PASSWORD | \
          value Bearer ${configuration.token} → header Authorization
          """)
  void securitySchemesBecomeAuthentication(
      String scheme, String type, String setting, String kind, String parameter) {
    MadeElement made =
        openApi(
            "components: {securitySchemes: {one: "
                + scheme
                + "}}\nsecurity: [{one: []}]\npaths: {/pets: {get: {"
                + OK
                + "}}}");

    assertThat(made.json().path("authentication").path("type").asText()).isEqualTo(type);
    assertThat(made.setting(setting).path("type").asText()).isEqualTo(kind);
    assertThat(made.setting(setting).path("required").asBoolean()).isTrue();
    if (parameter != null && !parameter.isBlank()) {
      assertThat(MadeElement.parameters(made.json())).contains(parameter.strip());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "authorizationCode, oauth2",
    "clientCredentials, oauth2ClientCredentials",
    "password, oauth2Password"
  })
  void flowsOfOAuthBecomeTheirTypes(String flow, String type) {
    MadeElement made =
        openApi(
            """
            components: {securitySchemes: {o: {type: oauth2, flows: {%s: {
              authorizationUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token',
              refreshUrl: 'https://a.example/refresh',
              scopes: {read: Reads, write: Writes, admin: All}}}}}}
            paths:
              /pets:
                get: {security: [{o: [read]}], responses: {'200': {description: OK}}}
                post: {security: [{o: [write]}], responses: {'200': {description: OK}}}
            """
                .formatted(flow));

    assertThat(made.json().path("authentication").path("type").asText()).isEqualTo(type);
    assertThat(made.setting("oauth.token.url").path("defaultValue").asText())
        .isEqualTo("https://a.example/token");
    assertThat(made.setting("oauth.token.refresh_url").path("defaultValue").asText())
        .isEqualTo("https://a.example/refresh");
    assertThat(made.setting("oauth.scope").path("defaultValue").asText()).isEqualTo("read write");
    assertThat(made.setting("oauth.api.secret").path("type").asText()).isEqualTo("PASSWORD");
    assertThat(made.setting("oauth.user.token").path("internal").asBoolean()).isTrue();
  }

  @Test
  void theWayThatMostOperationsAcceptIsChosenAndTheOthersAreTold() {
    MadeElement made =
        openApi(
            """
            components: {securitySchemes: {
              basic: {type: http, scheme: basic},
              key: {type: apiKey, in: header, name: X-Key},
              app: {type: apiKey, in: header, name: X-App},
              odd: {type: http, scheme: hoba}}}
            security: [{odd: []}, {key: [], app: []}, {basic: []}]
            paths:
              /a: {get: {responses: {'200': {description: OK}}}}
              /b: {get: {security: [{basic: []}], responses: {'200': {description: OK}}}}
              /c: {get: {security: [{app: [], key: []}], responses: {'200': {description: OK}}}}
              /d: {get: {security: [{app: [], key: []}], responses: {'200': {description: OK}}}}
            """);

    assertThat(MadeElement.parameters(made.json()))
        .contains(
            "configuration api.key → header X-App", "configuration api.key.key → header X-Key");
    assertThat(made.json().path("authentication").path("type").asText()).isEqualTo("custom");
    assertThat(made.json().path("description").asText())
        .contains("Calls are signed by app and key")
        .contains("basic");
  }

  @Test
  void bodiesAreSentInTheirKind() {
    MadeElement made =
        openApi(
            """
            paths:
              /form: {post: {requestBody: {content: {application/x-www-form-urlencoded: {schema:
                {type: object, properties: {a: {type: string}}}}}},
                responses: {'200': {description: OK}}}}
              /upload: {post: {requestBody: {content: {multipart/form-data: {schema:
                {type: object, required: [file], properties: {file: {type: string, format: binary},
                 note: {type: string}}}}}}, responses: {'200': {description: OK}}}}
              /raw: {put: {requestBody: {required: true, content: {application/zip: {schema:
                {type: string, format: binary}}}}, responses: {'200': {description: OK}}}}
              /xml: {put: {requestBody: {content: {application/xml: {schema: {type: object}}}},
                responses: {'200': {description: OK}}}}
              /patch: {patch: {requestBody: {content: {application/merge-patch+json: {schema:
                {type: object}}}}, responses: {'200': {description: OK}}}}
              /download: {get: {responses: {'200': {description: OK, content: {application/pdf:
                {schema: {type: string, format: binary}}}}}}}
            """);

    assertThat(MadeElement.parameters(made.resource("POST", "/form")))
        .containsExactly(
            "body body → form body",
            "value application/x-www-form-urlencoded → header Content-Type");
    assertThat(MadeElement.parameters(made.resource("POST", "/upload")))
        .containsExactly(
            "multipart file → multipart file!",
            "multipart note → multipart note",
            "value multipart/form-data → header Content-Type");
    assertThat(made.resource("POST", "/upload").path("parameters").get(0).path("dataType").asText())
        .isEqualTo("file");
    assertThat(MadeElement.parameters(made.resource("PUT", "/raw")))
        .containsExactly("body body → body body!", "value application/zip → header Content-Type");
    assertThat(MadeElement.parameters(made.resource("PUT", "/xml")))
        .containsExactly("body body → body body", "value application/xml → header Content-Type");
    assertThat(MadeElement.parameters(made.resource("PATCH", "/patch")))
        .containsExactly(
            "body body → body body", "value application/merge-patch+json → header Content-Type");
    JsonNode download = made.resource("GET", "/download");
    assertThat(MadeElement.parameters(download))
        .containsExactly("value application/pdf → header Accept");
    assertThat(download.path("response").path("contentType").asText())
        .isEqualTo("application/octet-stream");
  }

  @Test
  void swagger2IsReadAlike() {
    MadeElement made =
        swagger(
            """
            host: api.example.com
            basePath: /v1
            schemes: [http, https]
            consumes: [application/json]
            securityDefinitions:
              o: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a.example/authorize',
                  tokenUrl: 'https://a.example/token', scopes: {read: Reads}}
            security: [{o: [read]}]
            parameters:
              limit: {name: limit, in: query, type: integer}
            paths:
              /pets:
                get:
                  parameters:
                    - $ref: '#/parameters/limit'
                    - {name: tags, in: query, type: array, items: {type: string},
                       collectionFormat: multi}
                    - {name: ids, in: query, type: array, items: {type: string},
                       collectionFormat: pipes}
                  responses: {'200': {description: OK, schema: {type: array, items:
                    {$ref: '#/definitions/Pet'}}}}
                post:
                  parameters: [{name: pet, in: body, required: true, schema:
                    {$ref: '#/definitions/Pet'}}]
                  responses: {'201': {description: OK, schema: {$ref: '#/definitions/Pet'}}}
              /pets/{id}/photo:
                post:
                  consumes: [multipart/form-data]
                  parameters:
                    - {name: id, in: path, required: true, type: string}
                    - {name: photo, in: formData, type: file, required: true}
                    - {name: note, in: formData, type: string}
                  responses: {'200': {description: OK}}
              /login:
                post:
                  consumes: [application/x-www-form-urlencoded]
                  parameters: [{name: user, in: formData, type: string}]
                  responses: {'200': {description: OK}}
            definitions:
              Pet: {type: object, properties: {id: {type: integer}, parent:
                {$ref: '#/definitions/Pet'}}}
            """);

    assertThat(made.setting("base.url").path("defaultValue").asText())
        .isEqualTo("https://api.example.com/v1");
    assertThat(made.json().path("authentication").path("type").asText()).isEqualTo("oauth2");
    assertThat(MadeElement.parameters(made.resource("GET", "/pets")))
        .containsExactlyInAnyOrder(
            "query limit → query limit", "query tags → query tags", "query ids → query ids");
    JsonNode post = made.resource("POST", "/pets");
    assertThat(MadeElement.parameters(post)).containsExactly("body body → body body!");
    assertThat(post.path("model").path("requestName").asText()).isEqualTo("Pet");
    assertThat(post.at("/model/requestSwagger/Pet/properties/parent/$ref").asText())
        .isEqualTo("#/definitions/Pet");
    assertThat(MadeElement.parameters(made.resource("POST", "/pets/{id}/photo")))
        .containsExactly(
            "path id → path id!",
            "multipart photo → multipart photo!",
            "multipart note → multipart note",
            "value multipart/form-data → header Content-Type");
    assertThat(MadeElement.parameters(made.resource("POST", "/login")))
        .contains("body body → form body");
  }

  @Test
  void pathsBecomeWholeSegmentsThatAreTheirOwn() {
    MadeElement made =
        openApi(
            """
            paths:
              /v1/reports/{name}.json: {get: {responses: {'200': {description: OK}}}}
              /v1/jobs/{id}:cancel: {post: {responses: {'200': {description: OK}}}}
              /v1/compare/{base}...{head}: {get: {responses: {'200': {description: OK}}}}
              /v1/pets/{id}: {get: {responses: {'200': {description: OK}}}}
              /v1/pets/{name}: {get: {responses: {'200': {description: OK}}},
                put: {responses: {'200': {description: OK}}}}
              /v1/pets/{id}/: {get: {responses: {'200': {description: OK}}}}
              /v1/search?mode=fast: {get: {responses: {'200': {description: OK}}}}
              /v1/search?mode=slow: {get: {responses: {'200': {description: OK}}}}
              /v1/files/{+path}: {get: {responses: {'200': {description: OK}}}}
              /v1/a/{x}/b/{x}: {get: {responses: {'200': {description: OK}}}}
            """);

    assertThat(made.json().findValuesAsText("path"))
        .containsExactlyInAnyOrder(
            "/hubs/general/reports/{name}",
            "/hubs/general/jobs/{id}/cancel",
            "/hubs/general/compare/{base}/{head}",
            "/hubs/general/pets/{id}",
            "/hubs/general/pets/by-name/{name}",
            "/hubs/general/pets/{name}",
            "/hubs/general/pets/by-id/{id}",
            "/hubs/general/search",
            "/hubs/general/search/mode/slow",
            "/hubs/general/files/{path}",
            "/hubs/general/a/{x}/b/{x2}");
    assertThat(made.resource("GET", "/reports/{name}").path("vendorPath").asText())
        .isEqualTo("/v1/reports/{name}.json");
    assertThat(made.resource("GET", "/files/{path}").path("vendorPath").asText())
        .isEqualTo("/v1/files/{path}");
    assertThat(made.resource("GET", "/a/{x}/b/{x2}").path("vendorPath").asText())
        .isEqualTo("/v1/a/{x}/b/{x2}");
    assertThat(MadeElement.parameters(made.resource("GET", "/a/{x}/b/{x2}")))
        .contains("path x → path x!", "path x2 → path x2!");
  }

  @Test
  void pagesAreRecognizedWhereNothingIsInDoubt() {
    String list = "{'200': {description: OK, content: {application/json: {schema: %s}}}}";
    String array = list.formatted("{type: array, items: {type: object}}");
    MadeElement made =
        openApi(
            """
            paths:
              /pages: {get: {parameters: [
                {name: page, in: query, schema: {type: integer, default: 0}},
                {name: per_page, in: query, schema: {type: integer, maximum: 50}}],
                responses: %s}}
              /more: {get: {parameters: [
                {name: pageNumber, in: query, schema: {type: integer, minimum: 0}},
                {name: pageSize, in: query, schema: {type: integer, maximum: 80}}],
                responses: %s}}
              /offsets: {get: {parameters: [
                {name: offset, in: query, schema: {type: integer}},
                {name: limit, in: query, schema: {type: integer}}],
                responses: %s}}
              /cursors: {get: {parameters: [
                {name: cursor, in: query, schema: {type: string}},
                {name: limit, in: query, schema: {type: integer}}],
                responses: %s}}
              /forced: {get: {parameters: [
                {name: page, in: query, required: true, schema: {type: integer, default: 0}}],
                responses: %s}}
            """
                .formatted(
                    array,
                    array,
                    array,
                    list.formatted(
                        "{type: object, properties: {data: {type: array, items: {type: object}},"
                            + " meta: {type: object, properties: {next_cursor: {type: string}}}}}"),
                    array));

    assertThat(MadeElement.parameters(made.resource("GET", "/pages")))
        .containsExactly("query page → query page", "query pageSize → query per_page");
    assertThat(MadeElement.parameters(made.resource("GET", "/more")))
        .containsExactly("query page → query pageNumber", "query pageSize → query pageSize");
    assertThat(made.setting("pagination.type").path("defaultValue").asText()).isEqualTo("page");
    assertThat(made.setting("pagination.max").path("defaultValue").asText()).isEqualTo("50");
    assertThat(made.setting("pagination.page.startindex").path("defaultValue").asText())
        .isEqualTo("0");
    JsonNode offsets = made.resource("GET", "/offsets");
    assertThat(offsets.path("paginationType").asText()).isEqualTo("NO_PAGINATION");
    assertThat(MadeElement.parameters(offsets))
        .containsExactly("query offset → query offset", "query limit → query limit");
    JsonNode cursors = made.resource("GET", "/cursors");
    assertThat(MadeElement.parameters(cursors))
        .containsExactly("query nextPage → query cursor", "query pageSize → query limit");
    assertThat(cursors.path("rootKey").asText()).isEqualTo("|data");
    assertThat(cursors.path("nextPageKey").asText()).isEqualTo("body.meta.next_cursor");
    assertThat(MadeElement.parameters(made.resource("GET", "/forced")))
        .containsExactly("query page → query page!");
  }

  @Test
  void collectionsBecomeObjects() {
    MadeElement made =
        openApi(
            """
            paths:
              /v1/pets: {get: {responses: {'200': {description: OK}}},
                post: {responses: {'200': {description: OK}}}}
              /v1/pets/{petId}: {get: {responses: {'200': {description: OK, content:
                {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}},
                delete: {responses: {'200': {description: OK}}}}
              /v1/ping: {get: {responses: {'200': {description: OK}}}}
            """);

    assertThat(made.json().path("objects")).hasSize(1);
    assertThat(made.json().at("/objects/0/name").asText()).isEqualTo("pets");
    assertThat(made.json().at("/objects/0/primaryKeyName").asText()).isEqualTo("id");
    assertThat(made.json().findValuesAsText("objectName")).hasSize(4).containsOnly("pets");
  }

  @Test
  void modelsAreDefinitionsOfSwagger2() {
    JsonNode model =
        MadeElement.of(
                """
                openapi: 3.1.0
                info: {title: X, version: '1'}
                paths:
                  /pets: {get: {operationId: list, responses: {'200': {description: OK, content:
                    {application/json: {schema: {type: array, items:
                    {$ref: '#/components/schemas/Pet Model'}}}}}}}}
                components:
                  schemas:
                    Pet Model:
                      type: object
                      required: [id, gone]
                      properties:
                        id: {type: [integer, 'null'], format: int64, examples: [1]}
                        kind: {type: string, enum: [cat, dog], example: cat}
                        owner: {anyOf: [{$ref: '#/components/schemas/Owner'}, {type: 'null'}]}
                    Owner: {allOf: [{$ref: '#/components/schemas/Pet Model'}, {type: object}]}
                """)
            .resource("GET", "/pets")
            .path("model");

    assertThat(model.path("name").asText()).isEqualTo("Pet_Model");
    JsonNode pet = model.path("swagger").path("Pet_Model");
    assertThat(pet.path("required").toString()).isEqualTo("[\"id\"]");
    assertThat(pet.at("/properties/id/type").asText()).isEqualTo("integer");
    assertThat(pet.at("/properties/kind/enum").toString()).isEqualTo("[\"cat\",\"dog\"]");
    assertThat(pet.at("/properties/owner/$ref").asText()).isEqualTo("#/definitions/Owner");
    assertThat(model.at("/swagger/Owner/allOf/0/$ref").asText())
        .isEqualTo("#/definitions/Pet_Model");
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(() ->
            openApi(
                """
                paths:
                  /pets/{id}:
                    get:
                      parameters: [{in: query}, {$ref: '#/components/parameters/None'}]
                      responses: {'200': {description: OK}}
                """))
        .hasMessageContaining("/pets/{id}")
        .hasMessageContaining("name is missing");
    assertThatThrownBy(() ->
            openApi(
                """
                paths:
                  /pets:
                    get:
                      parameters: [{$ref: '#/components/parameters/None'}]
                      requestBody: {$ref: '#/components/requestBodies/Neither'}
                      responses: {'200': {description: OK}}
                """))
        .hasMessageContaining("None")
        .hasMessageContaining("Neither");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "swagger: '1.2'\ninfo: {title: X}",
        "openapi: 4.0.0\ninfo: {title: X}",
        "openapi: 3.0.0\ninfo: {title: X, version: '1'}\npaths: {}",
        "openapi: 3.0.0\ninfo: {version: '1'}\npaths: {/a: {get: {responses: {}}}}",
        "title: none of it",
        "just a text",
        "[1, 2]",
        "{\"openapi\": ",
        "a: b: c",
        " \n "
      })
  void whatIsNoDescriptionIsRefused(String text) {
    assertThatThrownBy(() -> MadeElement.of(text))
        .hasMessageStartingWith(
            text.isBlank() || text.startsWith("{") || text.startsWith("a:")
                ? "The document is "
                : text.contains("swagger") || text.contains("4.0") ? "Version" : "The document");
  }
}
