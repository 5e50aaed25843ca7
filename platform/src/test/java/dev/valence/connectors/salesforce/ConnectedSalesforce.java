package dev.valence.connectors.salesforce;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.sandbox.Call;
import java.util.List;
import java.util.Map;

/** A connected Salesforce, by one of its elements. */
final class ConnectedSalesforce extends ConnectedAccount {

  static final String BASE = "/services/data/v66.0";

  /** So small that tests send large files quickly. */
  static final int LARGEST_IN_MEMORY = 10_000;

  ConnectedSalesforce(String key) {
    super(
        key,
        "salesforce",
        new SalesforceConnector(),
        new SalesforceFilesConnector(LARGEST_IN_MEMORY));
  }

  /** Stores a record and gives its id. */
  String store(String type, Map<String, ?> fields) {
    return vendor().createRecord(user(), type, fields).path("Id").asText();
  }

  /** What the API was asked for since the account was connected, below the version. */
  List<String> requests() {
    return vendor().calls().stream()
        .filter(call -> call.path().startsWith(BASE))
        .map(ConnectedSalesforce::request)
        .toList();
  }

  private static String request(Call call) {
    String path = call.path().substring(BASE.length());
    return call.query() == null || call.query().isEmpty() ? path : path + "?" + call.query();
  }
}
