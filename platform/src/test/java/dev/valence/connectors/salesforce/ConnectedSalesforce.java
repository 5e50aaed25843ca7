package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.sandbox.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

  /** Changes something by the API itself, past the hub. */
  void patch(String resource, String body) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(configuration("instance.url").orElseThrow() + BASE + resource))
                  .header("Authorization", "Bearer " + accessToken().reveal())
                  .header("Content-Type", "application/json")
                  .method("PATCH", BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
