package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.egress.EgressResponse;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's answer on its way back: hooks see and change it.
 *
 * <p>A body is JSON, or XML as JSON, or a text; a {@link MissingNode} when there was none; or a
 * file, which streams and which nobody sees.
 */
final class VendorAnswer {

  private static final int LARGEST = 32 * 1024 * 1024;
  private static final String STREAM = "Elements-Stream";
  private static final String BYTES = "application/octet-stream";
  private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:-]+)");
  private static final Pattern FILE =
      Pattern.compile("(image|audio|video|font)/.*|application/(octet-stream|pdf|zip).*");
  private static final Pattern XML = Pattern.compile("[^;]*[/+]xml\\b.*");
  private static final Pattern FILE_NAME = Pattern.compile("(?i)filename=\"?([^\";]+)");

  int status;
  final Map<String, JsonNode> headers;

  /** The whole body as it came. */
  JsonNode raw;

  /** The body as it is now. */
  JsonNode body;

  /** The whole body as the element's hook left it, which the root key is taken out of. */
  JsonNode whole;

  /** What a hook says is wrong; null for nothing. */
  @Nullable String message;

  /** The status that a hook wants the caller to see; null for the vendor's. */
  @Nullable Integer chosenStatus;

  private final Supplier<String> words;
  final HubAnswer.@Nullable Content file;

  /** Whether the body is a text that a caller cannot be given for JSON. */
  private final boolean unreadable;

  private VendorAnswer(
      int status,
      Map<String, JsonNode> headers,
      JsonNode body,
      Supplier<String> words,
      boolean unreadable,
      HubAnswer.@Nullable Content file) {
    this.status = status;
    this.headers = headers;
    this.raw = body;
    this.body = body;
    this.whole = body;
    this.words = words;
    this.unreadable = unreadable;
    this.file = file;
  }

  /** An answer that did not come by HTTP: a database's, or a hook's in the place of the vendor. */
  static VendorAnswer of(int status, JsonNode body) {
    return new VendorAnswer(
        status, new LinkedHashMap<>(), body, () -> Json.text(body), false, null);
  }

  /**
   * Reads an answer, and closes it unless it streams.
   *
   * @param sent the request that it answers
   */
  static VendorAnswer read(
      Resource resource, VendorRequest sent, EgressResponse response, SigningSender sender) {
    String type = response.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (response.successful() && streams(resource, sent, type)) {
      return new VendorAnswer(
          response.status(),
          headers(response),
          MissingNode.getInstance(),
          () -> "",
          false,
          file(response));
    }
    try (response) {
      byte[] content =
          response.successful()
              ? response.readAll(LARGEST)
              : response.peek(SigningSender.LARGEST_FAILURE);
      JsonNode body = parse(content, type);
      boolean unreadable = body.isTextual() && !quoted(content) && !text(type);
      return new VendorAnswer(
          response.status(),
          headers(response),
          body,
          () -> sender.words(content), // which few ask for
          unreadable,
          null);
    }
  }

  /** A header as hooks see it: a text, or several. */
  Optional<String> header(String name) {
    JsonNode value = headers.get(name.strip().toLowerCase(Locale.ROOT));
    return Optional.ofNullable(value)
        .map(found -> found.isArray() ? found.path(0) : found)
        .filter(found -> !found.isNull() && !found.isMissingNode())
        .map(Json::text);
  }

  /** Whether the vendor says, or a hook, that it went wrong. */
  boolean failed() {
    return status / 100 != 2;
  }

  /** What hooks call an error. */
  boolean isError() {
    return status >= 400;
  }

  /**
   * Refuses what is no answer for a caller.
   *
   * @throws ApiException with the vendor's words for a failure (contract, core 1.6); 502 for what
   *     cannot be read
   */
  void refuseFailure(Element element) {
    if (failed() || message != null) {
      throw failure(element);
    }
    if (unreadable && body.equals(raw)) {
      throw ApiException.ofProvider(
          502, element.name() + " answered with something that is not JSON.", words.get());
    }
  }

  private static boolean streams(Resource resource, VendorRequest sent, String type) {
    boolean declared =
        resource.response() != null && BYTES.equals(resource.response().contentType());
    return declared
        || "true".equalsIgnoreCase(sent.headers.get(STREAM))
        || FILE.matcher(type).matches();
  }

  private static HubAnswer.Content file(EgressResponse response) {
    String name =
        response
            .header("content-disposition")
            .map(FILE_NAME::matcher)
            .filter(Matcher::find)
            .map(match -> match.group(1).strip())
            .orElse("file");
    InputStream content =
        new FilterInputStream(response.body()) {
          @Override
          public void close() {
            response.close();
          }
        };
    return new HubAnswer.Content(
        content,
        response.contentLength().orElse(null),
        response.header("content-type").orElse(BYTES),
        name,
        response.status() == 206 ? response.header("content-range").orElse(null) : null);
  }

  private static Map<String, JsonNode> headers(EgressResponse response) {
    Map<String, JsonNode> headers = new LinkedHashMap<>();
    response.headers().forEach((name, values) -> headers.put(name, several(values)));
    return headers;
  }

  private static JsonNode several(List<String> values) {
    if (values.size() == 1) {
      return TextNode.valueOf(values.getFirst());
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    values.forEach(all::add);
    return all;
  }

  private static JsonNode parse(byte[] content, String type) {
    String text = new String(content, charset(type));
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    boolean html = type.contains("html");
    Optional<JsonNode> json = html ? Optional.empty() : Json.parse(content);
    if (json.isPresent()) {
      return json.get();
    }
    boolean xml = !html && (XML.matcher(type).matches() || text.stripLeading().startsWith("<"));
    return (xml ? Xml.read(content) : Optional.<JsonNode>empty())
        .orElseGet(() -> TextNode.valueOf(text));
  }

  private static Charset charset(String type) {
    Matcher charset = CHARSET.matcher(type);
    try {
      return charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /** Whether the body was a text of JSON. */
  private static boolean quoted(byte[] content) {
    return Json.parse(content).isPresent();
  }

  private static boolean text(String type) {
    return type.startsWith("text/") && !type.contains("html") && !type.contains("xml");
  }

  private ApiException failure(Element element) {
    String name = element.name();
    int shown = message != null && !failed() ? 400 : status;
    if (shown == 501 && chosenStatus != null) {
      return told(501, name + " does not offer this.");
    }
    return switch (shown) {
      case 401 -> told(401, name + " does not accept the account's credentials.");
      case 403 -> told(403, name + " does not allow this.");
      case 404, 410 -> told(404, name + " does not find this.");
      case 409 -> told(409, name + " has something that is in conflict.");
      case 429 ->
          ApiException.tooManyRequests(
              message == null ? name + " asks to wait." : message,
              said(),
              header("retry-after").orElse(null));
      case 408 -> told(502, name + " answered with status " + status + ".");
      default ->
          shown / 100 == 4 || faultOfTheCaller()
              ? told(400, name + " does not accept the request.")
              : told(502, name + " answered with status " + status + ".");
    };
  }

  /** In SOAP every fault comes as 500, and says itself whose it is (SOAP 1.1, 4.4; 1.2, 5.4.6). */
  private boolean faultOfTheCaller() {
    if (status != 500 || !raw.isObject() || raw.size() != 1) {
      return false;
    }
    JsonNode fault = member(member(raw.elements().next(), "Body"), "Fault");
    String code =
        member(fault, "faultcode").asText() + member(member(fault, "Code"), "Value").asText();
    return code.matches("(.*:)?(Client|Sender)(\\..*)?");
  }

  private static JsonNode member(JsonNode node, String name) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().substring(field.getKey().indexOf(':') + 1).equals(name)) {
        return field.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  private ApiException told(int shown, String ours) {
    return ApiException.ofProvider(shown, message == null ? ours : message, said());
  }

  /** The vendor's words; a hook that failed the call without a vendor has only its message. */
  private @Nullable String said() {
    String said = words.get();
    return said.isEmpty() && message != null ? null : said;
  }
}
