package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The records of one Salesforce account. */
final class SalesforceObjects implements ObjectsHub {

  /** Types that only put together what other fields have as well. */
  private static final Set<String> COMPOUND = Set.of("address", "location");

  private final SalesforceClient client;

  SalesforceObjects(SalesforceClient client) {
    this.client = client;
  }

  @Override
  public void ping() {
    try {
      client.ping();
    } catch (SalesforceError e) {
      throw e.toApiException();
    }
  }

  @Override
  public int maximumPageSize() {
    return SalesforceListing.LARGEST_PORTION;
  }

  @Override
  public Page<ObjectNode> list(ObjectQuery query, PageRequest page) {
    return about(query, () -> new SalesforceListing(client, () -> soql(query)).page(page));
  }

  @Override
  public long count(ObjectQuery query) {
    JsonNode total =
        about(query, () -> client.get("/query", Map.of("q", Soql.count(query)), Map.of()))
            .path("totalSize");
    if (!total.isIntegralNumber()) {
      throw ApiException.ofProvider(
          502, "Salesforce did not tell how many records there are.", null);
    }
    return total.asLong();
  }

  private String soql(ObjectQuery query) {
    return Soql.records(query, query.fields().isEmpty() ? allFields(query) : query.fields());
  }

  /** What the account's user may see; asked each time, since it differs from user to user. */
  private List<String> allFields(ObjectQuery query) {
    JsonNode description =
        client.get("/sobjects/" + query.object() + "/describe", Map.of(), Map.of());
    return SalesforceClient.items(description, "fields").stream()
        .filter(field -> !COMPOUND.contains(field.path("type").asText()))
        .map(field -> field.path("name").asText())
        .toList();
  }

  private static <T> T about(ObjectQuery query, Supplier<T> call) {
    try {
      return call.get();
    } catch (SalesforceError e) {
      throw e.about(query.object());
    }
  }
}
