package dev.valence.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.connectors.Connection;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A connector of the tests' elements. Of an account of a site it asks the vendor for the address,
 * and wants tokens for that site; a user called nobody is none.
 */
@ApplicationScoped
class TestConnector implements DocumentsConnector {

  private static final String SITE = "site.address";

  @Override
  public String name() {
    return "testconnector";
  }

  @Override
  public Set<DocumentsOperation> operations() {
    return Set.of(DocumentsOperation.PING);
  }

  @Override
  public Map<String, String> tokenParameters(Configuration configuration) {
    return configuration.find(SITE).map(site -> Map.of("resource", site)).orElse(Map.of());
  }

  @Override
  public Map<String, String> discover(Connection connection) {
    if (connection.configuration("username").filter("nobody"::equals).isPresent()) {
      throw ApiException.ofProvider(400, "Test Basic does not know the user.", "no such user");
    }
    if (connection.configuration("site.url").isEmpty()
        || connection.configuration(SITE).isPresent()) {
      return Map.of();
    }
    JsonNode found = get(connection, "/me");
    return found.has("site") ? Map.of(SITE, found.path("site").asText()) : Map.of();
  }

  @Override
  public DocumentsHub open(Connection connection) {
    return new Pinging(connection);
  }

  private static JsonNode get(Connection connection, String path) {
    URI url = URI.create(connection.require("base.url") + path);
    try (EgressResponse answer = connection.sender().send(EgressRequest.of("GET", url))) {
      byte[] body = answer.readAll(1_000_000);
      if (!answer.successful()) {
        throw ApiException.ofProvider(
            answer.status(), "The vendor says no.", new String(body, StandardCharsets.UTF_8));
      }
      return new ObjectMapper().readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Pinging(Connection connection) implements DocumentsHub {

    @Override
    public void ping() {
      get(connection, "/ping");
    }

    @Override
    public int maximumPageSize() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<CloudFile> list(FileReference folder, PageRequest page) {
      throw new UnsupportedOperationException();
    }
  }
}
