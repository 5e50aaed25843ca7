package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressRequest;
import dev.valence.model.ApiException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's request while it is being made: parameters fill it, and hooks see and change it.
 *
 * <p>Values of the query are texts, numbers, or lists of them; whatever else a hook gives is sent
 * as JSON text.
 */
final class VendorRequest {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  String method;
  final String base;
  String path;
  @Nullable String url;
  final Map<String, String> placeholders = new HashMap<>();
  final SequencedMap<String, JsonNode> query = new LinkedHashMap<>();
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  VendorBody body = VendorBody.NONE;

  /** What is bound to the names of a statement, where the vendor is a database. */
  final Map<String, JsonNode> bound = new HashMap<>();

  /** Whether hooks have taken the credentials away. */
  boolean anonymous;

  /**
   * An empty request.
   *
   * @param base the base URL, which may have placeholders
   * @param path what is appended to it, or a whole URL; it may have placeholders
   */
  VendorRequest(String method, String base, String path) {
    this.method = method;
    this.base = base;
    this.path = path;
    headers.put("Accept", JSON);
  }

  /** The path with what its placeholders stand for. */
  String filledPath() {
    return VendorUrl.fill(path, placeholders);
  }

  /** The whole URL without the mapped query, as far as its placeholders are known. */
  String filledUrl() {
    return url == null ? VendorUrl.fill(VendorUrl.join(base, path), placeholders) : url;
  }

  /** The body as text, where it is one. */
  String bodyText() {
    return switch (body) {
      case VendorBody.Text text -> text.content();
      case VendorBody.Form form -> encoded(form.fields());
      case VendorBody.Multipart _, VendorBody.Stream _ -> "";
    };
  }

  /**
   * The request as it is sent, not yet signed.
   *
   * @throws ApiException 400 for what makes no request
   */
  EgressRequest toSend() {
    String filled = filledUrl();
    List<String> faults = new ArrayList<>();
    // One of the path that nobody gives a value is the vendor's to refuse (contract, element
    // format 0.3); one of a host would lead nowhere.
    for (String placeholder : VendorUrl.placeholders(VendorUrl.authority(filled))) {
      faults.add("'" + placeholder + "' of the URL has no value.");
    }
    headers.forEach((name, value) -> {
      if (!holdsHeaderValue(value)) {
        faults.add("The value for the header '" + name + "' holds characters that it cannot hold.");
      }
    });
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
    EgressRequest request = new EgressRequest(method, uri(filled), sentHeaders(), null);
    return switch (body) {
      case VendorBody.Text(String content) when content.isEmpty() -> request;
      case VendorBody.Text(String content) ->
          request.withBody(EgressRequest.Body.text(content, contentType(JSON)));
      case VendorBody.Form form ->
          request.withBody(EgressRequest.Body.text(encoded(form.fields()), contentType(FORM)));
      case VendorBody.Multipart multipart -> request.withBody(MultipartBody.of(multipart));
      case VendorBody.Stream(HubCall.Body content) ->
          request.withBody(
              EgressRequest.Body.stream(
                  content.content(), content.length(), contentType(content.contentType())));
    };
  }

  /** Whether a text is what a header can hold (RFC 9110, 5.5). */
  private static boolean holdsHeaderValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || (c > '~' && c < 0xa0) || c > 0xff) {
        return false;
      }
    }
    return true;
  }

  private URI uri(String filled) {
    try {
      return VendorUrl.of(filled, parameters());
    } catch (IllegalArgumentException e) {
      // The exception repeats the URL, which may hold a token.
      throw ApiException.badRequest("The values of the call and of the instance make no URL.");
    }
  }

  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    query.forEach((name, value) -> {
      List<String> texts = new ArrayList<>();
      if (value.isArray()) {
        value.forEach(item -> texts.add(Json.text(item)));
      } else if (!value.isNull()) {
        texts.add(Json.text(value));
      }
      parameters.put(name, texts);
    });
    return parameters;
  }

  /** The boundary of parts is said by the body alone. */
  private Map<String, String> sentHeaders() {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    if (body instanceof VendorBody.Multipart) {
      sent.keySet().removeIf(CONTENT_TYPE::equalsIgnoreCase);
    }
    return sent;
  }

  private String contentType(String otherwise) {
    return headers.getOrDefault(CONTENT_TYPE, otherwise);
  }

  private static String encoded(List<VendorBody.Field> fields) {
    return fields.stream()
        .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
