package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code search} and {@code parameterizedSearch}: records whose names or subjects have the words
 * that are looked for. An asterisk at the end of a word stands for the rest of it. Of SOSL there
 * are FIND, IN and RETURNING, with conditions, orders and limits.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm">
 *     SOSL syntax</a>
 */
final class Search {

  private static final int SHORTEST = 2;
  private static final Pattern SOSL =
      Pattern.compile(
          "\\s*FIND\\s*\\{((?:[^\\\\}]|\\\\.)*)\\}(?:\\s+IN\\s+(ALL|NAME)\\s+FIELDS)?"
              + "\\s+RETURNING\\s+(.+?)\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern RETURNED =
      Pattern.compile("\\s*(\\w+)\\s*(?:\\(\\s*((?:[^()']|'(?:[^'\\\\]|\\\\.)*')*)\\))?\\s*(,|$)");
  private static final Pattern FIELDS =
      Pattern.compile(
          "([\\w\\s,.]+?)(\\s+(?:WHERE|ORDER|LIMIT|OFFSET)\\b.*)?",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final Schema schema;
  private final Queries queries;

  Search(Schema schema, Queries queries) {
    this.schema = schema;
    this.queries = queries;
  }

  Answer sosl(Call call) {
    InstanceApi.requireGet(call);
    String search = call.request().queryParameters().getOrDefault("q", "");
    Matcher parts = SOSL.matcher(search);
    if (!parts.matches()) {
      throw malformed("unexpected token: '" + search + "'");
    }
    ArrayNode found = Json.MAPPER.createArrayNode();
    Matcher returned = RETURNED.matcher(parts.group(3));
    int end = 0;
    while (returned.find() && returned.start() == end && returned.end() > end) {
      end = returned.end();
      add(call, found, parts.group(1), returned.group(1), returned.group(2));
    }
    if (end < parts.group(3).length()) {
      throw malformed("unexpected token: '" + parts.group(3).substring(end) + "'");
    }
    return answer(found);
  }

  Answer parameterized(Call call) throws IOException {
    ArrayNode found = Json.MAPPER.createArrayNode();
    if (call.method().equals("GET")) {
      Map<String, String> parameters = call.request().queryParameters();
      String sObject = parameters.get("sobject");
      if (sObject == null) {
        throw new RestException(400, "MISSING_ARGUMENT", "The sobject parameter is required");
      }
      add(
          call,
          found,
          parameters.getOrDefault("q", ""),
          sObject,
          parameters.get(sObject + ".fields"));
      return answer(found);
    }
    if (!call.method().equals("POST")) {
      throw RestException.methodNotAllowed(call.method(), "GET, POST");
    }
    ObjectNode input = call.body();
    for (JsonNode sObject : input.path("sobjects")) {
      String fields =
          sObject
              .path("fields")
              .valueStream()
              .map(JsonNode::asText)
              .collect(Collectors.joining(","));
      String where = sObject.hasNonNull("where") ? " WHERE " + sObject.get("where").asText() : "";
      add(
          call,
          found,
          input.path("q").asText(),
          sObject.path("name").asText(),
          (fields.isEmpty() ? "Id" : fields) + where);
    }
    return answer(found);
  }

  private static Answer answer(ArrayNode found) {
    ObjectNode answer = Json.object();
    answer.set("searchRecords", found);
    return Answer.json(200, answer);
  }

  private void add(
      Call call, ArrayNode found, String sought, String name, @Nullable String selection) {
    List<Pattern> words = words(sought);
    SObjectType type =
        schema
            .find(name)
            .orElseThrow(() ->
                new RestException(
                    400, "INVALID_TYPE", "sObject type '" + name + "' is not supported."));
    List<SObjectField> searched =
        type.fields().stream()
            .filter(field -> field.nameField() || field.name().equals("Subject"))
            .toList();
    if (searched.isEmpty()) {
      throw new RestException(
          400, "INVALID_TYPE", "Entity '" + type.name() + "' is not searchable");
    }
    Matcher parts = FIELDS.matcher(selection == null ? "Id" : selection);
    if (!parts.matches()) {
      throw malformed("unexpected token: '" + selection + "'");
    }
    String soql =
        "SELECT "
            + parts.group(1).strip()
            + " FROM "
            + type.name()
            + (parts.group(2) == null ? "" : parts.group(2));
    found.addAll(
        queries.select(
            call,
            soql,
            record ->
                searched.stream()
                    .map(field -> record.get(field.name()).asText(""))
                    .anyMatch(text -> words.stream().allMatch(word -> word.matcher(text).find()))));
  }

  private static List<Pattern> words(String sought) {
    String text = sought.replaceAll("\\\\(.)", "$1").strip();
    if (text.replace("*", "").length() < SHORTEST) {
      throw new RestException(
          400, "MALFORMED_SEARCH", "search term must be longer than one character: " + text);
    }
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}*]+"))
        .filter(word -> !word.isEmpty())
        .map(word ->
            Pattern.compile(
                "(?<![\\p{L}\\p{N}])"
                    + Arrays.stream(word.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[\\p{L}\\p{N}]*"))
                    + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
        .toList();
  }

  private static RestException malformed(String message) {
    return new RestException(400, "MALFORMED_SEARCH", message);
  }
}
