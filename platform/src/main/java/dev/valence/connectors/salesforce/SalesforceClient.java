package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.valence.connectors.Connection;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** Where the API of the account is, with the version. */
  String baseUrl() {
    return baseUrl;
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
    return json(new EgressRequest("GET", uri(resource, query), headers, null));
  }

  /** Asks for a resource without parameters. */
  JsonNode get(String resource) {
    return get(resource, Map.of(), Map.of());
  }

  /** Makes something. */
  JsonNode post(String resource, JsonNode body) {
    return json(request("POST", resource, body));
  }

  /** Asks for something that may be asked for twice, though not by GET. */
  JsonNode postIdempotent(String resource, JsonNode body) {
    return json(request("POST", resource, body).asIdempotent());
  }

  /** Changes something; what is set twice is the same. */
  JsonNode patch(String resource, JsonNode body) {
    return json(request("PATCH", resource, body).asIdempotent());
  }

  /** Puts something in its place. */
  JsonNode put(String resource, JsonNode body) {
    return json(request("PUT", resource, body));
  }

  /** Sends a file, and gives what Salesforce says of it. */
  JsonNode upload(String resource, Body body) {
    return upload("POST", resource, body);
  }

  /**
   * The same by another method.
   *
   * @return what Salesforce says; nothing where it only says that it has done it
   */
  JsonNode upload(String method, String resource, Body body) {
    byte[] answer = send(new EgressRequest(method, uri(resource, Map.of()), Map.of(), body));
    return answer.length == 0 ? MissingNode.getInstance() : object(answer);
  }

  /**
   * Deletes something, unless it is gone: where the answer to a first request was lost, a second
   * one does not find it.
   */
  void delete(String resource) {
    try {
      send(new EgressRequest("DELETE", uri(resource, Map.of()), Map.of(), null));
    } catch (SalesforceError e) {
      if (!e.notFound()) {
        throw e;
      }
    }
  }

  /**
   * Deletes something that is there.
   *
   * @throws SalesforceError when it is not
   */
  void deleteExisting(String resource) {
    send(new EgressRequest("DELETE", uri(resource, Map.of()), Map.of(), null));
  }

  /** Deletes several things, whose answer says what became of each. */
  JsonNode deleteAll(String resource) {
    return json(new EgressRequest("DELETE", uri(resource, Map.of()), Map.of(), null));
  }

  /** All records that a query selects. */
  List<JsonNode> query(String soql) {
    return query("/query", soql);
  }

  /**
   * All records that a query selects.
   *
   * @param resource {@code /queryAll} for those in the recycle bin as well
   */
  List<JsonNode> query(String resource, String soql) {
    List<JsonNode> records = new ArrayList<>();
    JsonNode portion = get(resource, Map.of("q", soql), Map.of());
    while (true) {
      records.addAll(items(portion, "records"));
      if (portion.path("done").asBoolean(true)) {
        return records;
      }
      portion = get("/query/" + SalesforceListing.cursor(portion));
    }
  }

  /**
   * Opens the bytes behind a resource.
   *
   * @param range the value of a Range header, or null
   * @return a successful answer, which its owner closes
   * @throws SalesforceError when Salesforce refuses
   */
  EgressResponse open(String resource, Map<String, String> query, @Nullable String range) {
    EgressResponse response =
        sender.send(
            new EgressRequest(
                "GET",
                uri(resource, query),
                range == null ? Map.of() : Map.of("Range", range),
                null));
    if (response.successful()) {
      return response;
    }
    try (response) {
      throw SalesforceError.of(response.status(), response.readAll(LARGEST_ANSWER));
    }
  }

  private EgressRequest request(String method, String resource, JsonNode body) {
    return new EgressRequest(
        method,
        uri(resource, Map.of()),
        Map.of(),
        Body.text(body.toString(), "application/json; charset=utf-8"));
  }

  private JsonNode json(EgressRequest request) {
    return object(send(request));
  }

  private static JsonNode object(byte[] content) {
    try {
      JsonNode answer = JSON.readTree(content);
      if (!answer.isObject()) {
        throw ApiException.ofProvider(502, "Salesforce's answer is not a JSON object.", null);
      }
      return answer;
    } catch (IOException e) {
      throw ApiException.ofProvider(502, "Salesforce's answer is not JSON.", null, e);
    }
  }

  private byte[] send(EgressRequest request) {
    try (EgressResponse response = sender.send(request)) {
      byte[] content = response.readAll(LARGEST_ANSWER);
      if (!response.successful()) {
        throw SalesforceError.of(response.status(), content);
      }
      return content;
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

  /** The path of a resource, as it stands in requests about several. */
  String path(String resource) {
    return uri(resource, Map.of()).getRawPath();
  }

  private URI uri(String resource, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    try {
      return new URI(baseUrl + resource + (parameters.isEmpty() ? "" : "?" + parameters));
    } catch (URISyntaxException e) {
      throw ApiException.badRequest("The instance's base.url is not a URL, or lacks a part of it.");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
