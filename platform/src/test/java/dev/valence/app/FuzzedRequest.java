package dev.valence.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of an operation of the server's document, the same one for the same seed.
 *
 * @param operation the method and the path as the document has it
 * @param document what the document says of the operation
 * @param text the request as it is sent, a byte as a character
 */
record FuzzedRequest(String operation, JsonNode document, String text) {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json;charset=utf-16",
          "application/json;charset=nothing",
          "application/yaml",
          "application/xml",
          "text/plain",
          "multipart/form-data",
          "multipart/form-data; boundary=b",
          "application/x-www-form-urlencoded",
          "x",
          "///;;=");
  private static final List<String> ACCEPTS =
      List.of("*/*", "application/json", "text/html", "application/xml;q=0", ";;;,", "a/b/c");

  /**
   * Who calls, and what there is to be called.
   *
   * @param organization the credentials of calls of the platform
   * @param accounts the credentials of calls to an account, by its hub
   * @param known the values that a parameter of a path may have to lead to something; what they
   *     lead to may be changed and deleted
   */
  record World(
      String organization, Map<String, String> accounts, Map<String, List<String>> known) {}

  /** The operations of a document, as {@code get /path}, without those that would end the run. */
  static List<String> operations(JsonNode document, Pattern left) {
    List<String> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            METHODS.stream()
                .filter(path.getValue()::has)
                .map(method -> method + " " + path.getKey())
                .filter(operation -> !left.matcher(operation).find())
                .forEach(operations::add));
    return operations;
  }

  static FuzzedRequest of(JsonNode document, String operation, World world, long seed) {
    Random random = new Random(seed);
    FuzzedValues values = new FuzzedValues(document, random);
    String method = operation.substring(0, operation.indexOf(' '));
    String path = operation.substring(method.length() + 1);
    JsonNode described = document.path("paths").path(path).path(method);
    List<String> query = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (JsonNode parameter : described.path("parameters")) {
      boolean wanted = values.chance(parameter.path("required").asBoolean() ? 95 : 40);
      String name = parameter.path("name").asText();
      if (wanted && parameter.path("in").asText().equals("query")) {
        query.add(encoded(name, values) + "=" + encoded(values.parameter(parameter), values));
      } else if (wanted && parameter.path("in").asText().equals("header")) {
        headers.add(name + ": " + line(values.parameter(parameter)));
      }
    }
    if (values.chance(10)) {
      query.add(encoded(values.text(), values) + "=" + encoded(values.text(), values));
    }
    String target =
        path(path, world, values) + (query.isEmpty() ? "" : "?" + String.join("&", query));
    headers.add("Authorization: " + authorization(path, world, values));
    headers.add("Accept: " + (values.chance(90) ? "*/*" : values.one(ACCEPTS)));
    if (values.chance(10)) {
      headers.add("Origin: " + line(values.text()));
    }
    String body = "";
    JsonNode content = described.path("requestBody").path("content");
    if (!content.isEmpty() && values.chance(95)) {
      List<String> types = new ArrayList<>();
      content.fieldNames().forEachRemaining(types::add);
      String type = values.one(types);
      body = bytes(body(values, content.path(type), type));
      String sent = type.startsWith("multipart/") ? type + "; boundary=b" : type;
      headers.add("Content-Type: " + (values.chance(90) ? sent : values.one(TYPES)));
    }
    headers.add("Content-Length: " + body.length());
    return new FuzzedRequest(
        operation,
        described,
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n%s"
            .formatted(
                method.toUpperCase(java.util.Locale.ROOT),
                target,
                String.join("\r\n", headers),
                body));
  }

  private static String body(FuzzedValues values, JsonNode media, String type) {
    if (!type.startsWith("multipart/")) {
      return values.body(media);
    }
    String name = values.chance(80) ? "file" : line(values.text()).replace("\"", "");
    String file = values.chance(80) ? "a.txt" : line(values.text()).replace("\"", "");
    return "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n%s\r\n--b--%s"
        .formatted(name, file, values.text(), values.chance(90) ? "\r\n" : "");
  }

  private static String path(String path, World world, FuzzedValues values) {
    Matcher placeholder = PLACEHOLDER.matcher(path);
    StringBuilder filled = new StringBuilder();
    while (placeholder.find()) {
      List<String> known =
          world
              .known()
              .getOrDefault(
                  path.contains("/instances") && placeholder.group(1).equals("id")
                      ? "instanceId"
                      : placeholder.group(1),
                  List.of("1000001"));
      String value = values.chance(75) ? values.one(known) : values.text();
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(encoded(value, values)));
    }
    placeholder.appendTail(filled);
    return switch (values.chance(5) ? values.text().length() % 4 : 4) {
      case 0 -> filled.toString().replace("/api-v2/", "/api-v2//");
      case 1 -> filled + "/";
      case 2 -> filled.toString().replaceFirst("/elements", "/your_moms");
      case 3 -> filled + "/%2e%2e/..";
      default -> filled.toString();
    };
  }

  private static String authorization(String path, World world, FuzzedValues values) {
    if (values.chance(7)) {
      return line(values.text());
    }
    Matcher hub = Pattern.compile("/hubs/([a-z]+)/").matcher(path);
    String account = hub.find() ? world.accounts().get(hub.group(1)) : null;
    return account == null ? world.organization() : account;
  }

  /** Percent-encoded as it should be, or now and then nearly. */
  private static String encoded(String text, FuzzedValues values) {
    String encoded = Api.encode(text);
    return values.chance(3) ? encoded.replaceFirst("%[0-9A-F]{2}", "%ff%c0") : encoded;
  }

  /** A text as it can stand in a header. */
  private static String line(String text) {
    return bytes(text).replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", "");
  }

  /** A text whose characters are the bytes of UTF-8. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
