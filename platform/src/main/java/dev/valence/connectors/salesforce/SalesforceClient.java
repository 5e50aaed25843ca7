package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.connectors.Connection;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Calls of Salesforce's REST API.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest.htm">
 *     REST API Developer Guide</a>
 */
final class SalesforceClient {

  /** 2,000 records, the most of one answer, of 16 KiB each. */
  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

  private static final JsonMapper JSON = new JsonMapper();

  private final Sender sender;
  private final String baseUrl;

  private SalesforceClient(Sender sender, String baseUrl) {
    this.sender = sender;
    this.baseUrl = baseUrl;
  }

  /**
   * A client for an account; {@code base.url} has the organization's own host and the version, such
   * as {@code https://example.my.salesforce.com/services/data/v66.0}.
   */
  static SalesforceClient of(Connection connection) {
    return new SalesforceClient(
        connection.sender(), connection.require("base.url").replaceFirst("/+$", ""));
  }

  /** Asks for anything that needs the account: the list of the API's resources. */
  void ping() {
    get("/", Map.of(), Map.of());
  }

  /**
   * Asks for a resource.
   *
   * @param resource the path below the version
   * @param query the parameters, not encoded
   * @param headers further headers
   * @throws SalesforceError when Salesforce refuses
   * @throws ApiException 502 when Salesforce fails
   */
  JsonNode get(String resource, Map<String, String> query, Map<String, String> headers) {
    String parameters =
        query.entrySet().stream()
            .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    URI uri = uri(baseUrl + resource + (parameters.isEmpty() ? "" : "?" + parameters));
    try (EgressResponse response = sender.send(new EgressRequest("GET", uri, headers, null))) {
      byte[] content = response.readAll(LARGEST_ANSWER);
      if (!response.successful()) {
        throw SalesforceError.of(response.status(), content);
      }
      JsonNode answer = JSON.readTree(content);
      if (!answer.isObject()) {
        throw ApiException.ofProvider(502, "Salesforce's answer is not a JSON object.", null);
      }
      return answer;
    } catch (IOException e) {
      throw ApiException.ofProvider(502, "Salesforce's answer is not JSON.", null, e);
    }
  }

  /**
   * The items of a list in an answer.
   *
   * @throws ApiException 502 when the answer has no such list, which is not the same as an empty
   *     one
   */
  static List<JsonNode> items(JsonNode answer, String member) {
    JsonNode list = answer.path(member);
    if (!list.isArray()) {
      throw ApiException.ofProvider(502, "Salesforce's answer has no '" + member + "'.", null);
    }
    return list.valueStream().toList();
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw ApiException.badRequest("The instance's base.url is not a URL, or lacks a part of it.");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
