package dev.valence.ceql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.face.User;
import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever a condition says, Salesforce finds by its SOQL what holds in memory. */
class SoqlPropertiesTest {

  private static final int CONDITIONS = 500;
  private static final int RECORDS = 60;

  private static final Map<String, SoqlType> CAMPAIGN =
      Map.of(
          "Name", SoqlType.TEXT,
          "Type", SoqlType.TEXT,
          "NumberSent", SoqlType.NUMBER,
          "IsActive", SoqlType.BOOLEAN,
          "StartDate", SoqlType.DATE,
          "CreatedDate", SoqlType.DATETIME);

  private static final Map<String, SoqlType> EVERYTHING =
      Map.of(
          "Name", SoqlType.TEXT,
          "Owner.Manager.Name", SoqlType.TEXT,
          "OwnerId", SoqlType.ID,
          "Size__c", SoqlType.NUMBER,
          "Is_New__c", SoqlType.BOOLEAN,
          "Born__c", SoqlType.DATE,
          "CreatedDate", SoqlType.DATETIME,
          "Opens__c", SoqlType.TIME,
          "Colors__c", SoqlType.MULTIPICKLIST);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Sandbox sandbox;
  private static String token;
  private static Map<String, JsonNode> records;

  @BeforeAll
  static void store() throws Exception {
    sandbox = Sandbox.start();
    FaceClient salesforce = sandbox.client().face("salesforce");
    User user = salesforce.users().getFirst();
    List<String> ids = new ArrayList<>();
    for (int seed = 0; seed < RECORDS; seed++) {
      ids.add(salesforce.createRecord(user, "Campaign", fields(seed)).get("Id").textValue());
      sandbox.client().advanceClock(Duration.ofMinutes(43).plusMillis(seed));
    }
    token = token(salesforce);
    // A new campaign without a type gets one.
    for (String id : ids.subList(0, RECORDS / 4)) {
      send("sobjects/Campaign/" + id, "PATCH", BodyPublishers.ofString("{\"Type\":null}"), 204);
    }
    records = new HashMap<>();
    query("").forEach(record -> records.put(record.get("Id").textValue(), record));
    assertThat(records).hasSize(RECORDS);
    for (String field : List.of("Type", "NumberSent", "StartDate")) {
      assertThat(stored(field)).as(field).hasSizeBetween(RECORDS / 3, RECORDS - 3);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    sandbox.close();
  }

  /** The fields of a record; every one but the name and the boolean may be without a value. */
  private static Map<String, Object> fields(int seed) {
    Random random = new Random(seed);
    RandomConditions values = new RandomConditions(seed);
    Map<String, Object> fields = new HashMap<>();
    fields.put("Name", values.text() + "n");
    fields.put("Type", values.text());
    fields.put("NumberSent", seed % 4 == 1 ? null : random.nextInt(-20, 20) / 4.0);
    fields.put("IsActive", seed % 2 == 0);
    fields.put("StartDate", seed % 5 == 1 ? null : values.time().toLocalDate().toString());
    return fields;
  }

  @Test
  void salesforceFindsWhatHoldsInMemory() throws Exception {
    Map<String, List<String>> stored =
        CAMPAIGN.keySet().stream().collect(toMap(field -> field, SoqlPropertiesTest::stored));
    int selective = 0;
    for (int seed = 0; seed < CONDITIONS; seed++) {
      Where where = Where.parse(new RandomSoqlConditions(seed, CAMPAIGN, stored).next().text());
      String soql = where.soql(field -> Optional.of(CAMPAIGN.get(field)));

      List<String> found =
          query(" WHERE " + soql).stream().map(record -> record.get("Id").textValue()).toList();

      assertThat(found)
          .as("seed %d: %s%nin SOQL: %s", seed, where.text(), soql)
          .containsExactlyInAnyOrderElementsOf(
              records.values().stream()
                  .filter(record -> where.holds(field -> values(record, field)))
                  .map(record -> record.get("Id").textValue())
                  .toList());
      selective += found.isEmpty() || found.size() == RECORDS ? 0 : 1;
    }
    assertThat(selective).as("conditions that hold for some").isGreaterThan(CONDITIONS / 3);
  }

  @Test
  void withoutNotAConditionMeansTheSame() {
    Map<String, List<String>> stored =
        CAMPAIGN.keySet().stream().collect(toMap(field -> field, SoqlPropertiesTest::stored));
    for (int seed = 0; seed < CONDITIONS; seed++) {
      Condition condition = new RandomSoqlConditions(seed, CAMPAIGN, stored).next();
      Where where = Where.parse(condition.text());
      Where resolved = Where.parse(Negations.resolve(condition).text());

      for (JsonNode record : records.values()) {
        assertThat(resolved.holds(field -> values(record, field)))
            .as("seed %d: %s%nwithout NOT: %s", seed, where.text(), resolved.text())
            .isEqualTo(where.holds(field -> values(record, field)));
      }
    }
  }

  @Test
  void aParserOfSoqlReadsWhateverTheTypesAre() {
    for (int seed = 0; seed < CONDITIONS; seed++) {
      Where where = Where.parse(new RandomSoqlConditions(seed, EVERYTHING, Map.of()).next().text());
      String known = where.soql(field -> Optional.of(EVERYTHING.get(field)));
      String unknown = where.soql(_ -> Optional.empty());

      assertThat(fault(known)).as("seed %d: %s", seed, known).isEmpty();
      assertThat(fault(unknown)).as("seed %d: %s", seed, unknown).isEmpty();
    }
  }

  /** What a parser that others wrote objects to in a condition. */
  private static Optional<String> fault(String soql) {
    List<String> faults = new ArrayList<>();
    BaseErrorListener listener =
        new BaseErrorListener() {
          @Override
          public void syntaxError(
              Recognizer<?, ?> recognizer,
              Object symbol,
              int line,
              int column,
              String message,
              RecognitionException cause) {
            faults.add(column + ": " + message);
          }
        };
    // It knows the texts of Apex, in which an underscore is not escaped.
    String apex =
        Pattern.compile("\\\\.")
            .matcher(soql)
            .replaceAll(escape ->
                escape.group().equals("\\_") ? "x" : Matcher.quoteReplacement(escape.group()));
    ApexLexer lexer =
        ApexParserFactory.createLexer(
            CharStreams.fromString("SELECT Id FROM Thing__c WHERE " + apex));
    lexer.removeErrorListeners();
    lexer.addErrorListener(listener);
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    ApexParser parser = ApexParserFactory.createParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(listener);
    parser.query();
    if (tokens.LT(1).getType() != Token.EOF) {
      faults.add(tokens.LT(1).getStartIndex() + ": more than a query");
    }
    return faults.stream().findFirst();
  }

  private static List<String> stored(String field) {
    return records.values().stream()
        .map(record -> record.get(field))
        .filter(value -> !value.isNull())
        .map(JsonNode::asText)
        .sorted()
        .toList();
  }

  private static List<Object> values(JsonNode record, String field) {
    JsonNode value = record.get(field);
    if (value.isNull()) {
      return List.of();
    }
    return List.of(
        switch (CAMPAIGN.get(field)) {
          case NUMBER -> value.decimalValue();
          case BOOLEAN -> value.booleanValue();
          case DATE -> LocalDate.parse(value.textValue());
          case DATETIME ->
              OffsetDateTime.parse(
                      value.textValue(),
                      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXX", Locale.ROOT))
                  .toInstant();
          default -> value.textValue();
        });
  }

  private static List<JsonNode> query(String rest) throws Exception {
    String soql = "SELECT Id, " + String.join(", ", CAMPAIGN.keySet()) + " FROM Campaign" + rest;
    String answer =
        send("query?q=" + URLEncoder.encode(soql, UTF_8), "GET", BodyPublishers.noBody(), 200);
    List<JsonNode> found = new ArrayList<>();
    MAPPER.readTree(answer).get("records").forEach(found::add);
    return found;
  }

  private static String send(String path, String method, BodyPublisher body, int status)
      throws Exception {
    URI url =
        URI.create(sandbox.face("salesforce.instance").httpUrl() + "/services/data/v60.0/" + path);
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s%n%s", path, response.body()).isEqualTo(status);
    return response.body();
  }

  private static String token(FaceClient salesforce) throws Exception {
    salesforce.consentAutomatically();
    String application =
        "client_id=key&redirect_uri=" + URLEncoder.encode("http://localhost/", UTF_8);
    String login = sandbox.face("salesforce.login").httpUrl() + "/services/oauth2/";
    String location =
        HTTP.send(
                HttpRequest.newBuilder(
                        URI.create(login + "authorize?response_type=code&scope=api&" + application))
                    .build(),
                BodyHandlers.ofString())
            .headers()
            .firstValue("location")
            .orElseThrow();
    String code = location.replaceAll(".*[?&]code=([^&]*).*", "$1");
    HttpResponse<String> tokens =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(login + "token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "grant_type=authorization_code&client_secret=secret&code="
                            + code
                            + "&"
                            + application))
                .build(),
            BodyHandlers.ofString());
    return MAPPER.readTree(tokens.body()).get("access_token").textValue();
  }
}
