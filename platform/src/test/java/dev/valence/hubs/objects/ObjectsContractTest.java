package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.hubs.objects.ObjectTarget.AnyObject;
import dev.valence.hubs.objects.ObjectTarget.OfElement;
import dev.valence.model.Element;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectsContractTest {

  private final ObjectsContract contract =
      ObjectsContract.of(
          new ObjectMapper()
              .convertValue(
                  Map.of(
                      "key",
                      "example",
                      "hub",
                      "crm",
                      "objects",
                      List.of(
                          Map.of(
                              "name",
                              "accounts",
                              "vendorName",
                              "Company",
                              "children",
                              List.of(
                                  Map.of(
                                      "name", "notes",
                                      "vendorName", "Remark",
                                      "parentField", "CompanyId"))),
                          Map.of("name", "users", "operations", List.of("list"), "own", true),
                          Map.of("name", "colours", "vendorName", "Car", "valuesOf", "Colour"))),
                  Element.class));

  @Test
  void itHasTheResourcesOfEachObjectAndOfAnyOther() {
    assertThat(calls())
        .containsExactly(
            "GET /ping",
            "GET /query",
            "GET /objects",
            "GET /objects/{objectName}/metadata",
            "GET /accounts",
            "POST /accounts",
            "GET /accounts/{id}",
            "PATCH /accounts/{id}",
            "DELETE /accounts/{id}",
            "GET /accounts/{id}/notes",
            "POST /accounts/{id}/notes",
            "GET /accounts/{id}/notes/{childId}",
            "PATCH /accounts/{id}/notes/{childId}",
            "DELETE /accounts/{id}/notes/{childId}",
            "GET /users/me",
            "GET /users",
            "GET /colours",
            "GET /{objectName}/{objectId}/data",
            "GET /{objectName}",
            "POST /{objectName}",
            "GET /{objectName}/{objectId}",
            "PATCH /{objectName}/{objectId}",
            "DELETE /{objectName}/{objectId}",
            "GET /{objectName}/{objectId}/{childObjectName}",
            "POST /{objectName}/{objectId}/{childObjectName}",
            "GET /{objectName}/{objectId}/{childObjectName}/{childObjectId}",
            "PATCH /{objectName}/{objectId}/{childObjectName}/{childObjectId}",
            "DELETE /{objectName}/{objectId}/{childObjectName}/{childObjectId}");
  }

  @Test
  void aResourceKnowsItsOperationAndItsRecords() {
    ObjectsContract.Meaning notes = meaning("GET", "/accounts/{id}/notes");

    assertThat(notes.operation()).isEqualTo(ObjectsOperation.LIST);
    assertThat(((OfElement) notes.target()).records()).isEqualTo(Records.of("Company"));
    assertThat(((OfElement) notes.target()).childRecords("7"))
        .isEqualTo(new Records("Remark", Map.of("CompanyId", "7")));
    assertThat(meaning("GET", "/{objectName}").target()).isEqualTo(new AnyObject(false));
  }

  @Test
  void anObjectIsKnownByEitherName() {
    assertThat(contract.vendorName("accounts")).isEqualTo("Company");
    assertThat(contract.vendorName("Company")).isEqualTo("Company");
    assertThat(contract.vendorName("Other__c")).isEqualTo("Other__c");
  }

  @Test
  void everyResourceHasANameOfItsOwnADescriptionAndItsPlaceholders() {
    assertThat(contract.resources()).extracting(Resource::operationId).doesNotHaveDuplicates();
    assertThat(contract.resources())
        .allSatisfy(resource -> {
          assertThat(resource.description()).isNotBlank();
          assertThat(resource.parameters())
              .filteredOn(parameter -> parameter.type().equals("path"))
              .extracting(Parameter::name)
              .allMatch(name -> resource.path().contains("{" + name + "}"));
        });
  }

  private List<String> calls() {
    return contract.resources().stream()
        .map(resource -> resource.method() + " " + resource.path().substring("/hubs/crm".length()))
        .toList();
  }

  private ObjectsContract.Meaning meaning(String method, String path) {
    return contract.meaning(contract.resources().get(calls().indexOf(method + " " + path)));
  }
}
