package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.model.Element;
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
                      "key", "example",
                      "hub", "crm",
                      "objects",
                          List.of(
                              Map.of("name", "accounts", "vendorName", "Company"),
                              Map.of("name", "deals"))),
                  Element.class));

  @Test
  void itHasPingAndAListOfEachObject() {
    assertThat(contract.resources())
        .extracting(resource -> resource.method() + " " + resource.path())
        .containsExactly("GET /hubs/crm/ping", "GET /hubs/crm/accounts", "GET /hubs/crm/deals");
  }

  @Test
  void aResourceKnowsItsOperationAndTheVendorsNameOfItsObject() {
    assertThat(contract.operation(resource("/ping"))).isEqualTo(ObjectsOperation.PING);
    assertThat(contract.operation(resource("/deals"))).isEqualTo(ObjectsOperation.LIST);
    assertThat(contract.vendorName(resource("/ping"))).isEmpty();
    assertThat(contract.vendorName(resource("/accounts"))).hasValue("Company");
    assertThat(contract.vendorName(resource("/deals"))).hasValue("deals");
  }

  @Test
  void everyResourceHasANameOfItsOwnADescriptionAndAnExample() {
    assertThat(contract.resources()).extracting(Resource::operationId).doesNotHaveDuplicates();
    assertThat(contract.resources())
        .allSatisfy(resource -> {
          assertThat(resource.description()).isNotBlank();
          assertThat(resource.response().sampleData()).isNotBlank();
        });
  }

  private Resource resource(String path) {
    return contract.resources().stream()
        .filter(resource -> resource.path().equals("/hubs/crm" + path))
        .findFirst()
        .orElseThrow();
  }
}
