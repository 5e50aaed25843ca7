package dev.valence.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.engine.HubAnswer;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.face.FaceOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Salesforce is asked for, and what a caller learns when it refuses. */
class SalesforceRequestsTest {

  private static ConnectedSalesforce account;

  private HubCaller hub;

  @BeforeAll
  static void connect() {
    account = new ConnectedSalesforce("sfdc");
  }

  @AfterAll
  static void disconnect() throws IOException {
    account.close();
  }

  @BeforeEach
  void openAccount() {
    hub = account.emptied();
  }

  // Requests

  @Test
  void pingAsksForTheListOfResources() {
    hub.call("GET", "/ping");

    assertThat(account.requests()).containsExactly("/");
  }

  @Test
  void aListIsADescriptionAndAQueryAtTheOrganizationsOwnHost() {
    hub.call("GET", "/accounts");

    assertThat(account.requests()).hasSize(2);
    assertThat(account.requests().getFirst()).isEqualTo("/sobjects/Account/describe");
    assertThat(soql())
        .startsWith("SELECT Id, ")
        .contains(", Name, ")
        .endsWith(" FROM Account ORDER BY Id ASC");
    assertThat(account.vendor().calls())
        .extracting(Call::host)
        .allMatch(account.configuration("instance.url").orElseThrow()::endsWith);
  }

  @Test
  void aQueryIsEncodedAndHasOneQuestionMark() {
    hub.call("GET", "/accounts", "fields", "Name,id,Phone,NAME", "orderBy", "Name desc, Phone");

    assertThat(account.requests())
        .containsExactly(
            "/query?q=SELECT%20Id%2C%20Name%2C%20Phone%20FROM%20Account%20"
                + "ORDER%20BY%20Name%20DESC%2C%20Phone%20ASC%2C%20Id%20ASC");
  }

  @Test
  void anOrderByTheIdIsNotCompletedByTheId() {
    hub.call("GET", "/accounts", "fields", "Name", "orderBy", "id desc");

    assertThat(soql()).isEqualTo("SELECT Id, Name FROM Account ORDER BY id DESC");
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "200, 200", "201, 201", "2000, 2000", "5000, 2000"})
  void aPortionIsAsLargeAsThePageWithinSalesforcesLimits(String pageSize, String batchSize) {
    hub.call("GET", "/accounts", "fields", "Name", "pageSize", pageSize);

    assertThat(account.vendor().calls().getLast().headers())
        .containsEntry("sforce-query-options", "batchSize=" + batchSize);
  }

  @Test
  void aPageAfterAFullPortionIsItsCursorAlone() {
    IntStream.range(0, 201).forEach(i -> account.store("Account", Map.of("Name", "n" + i)));
    HubAnswer first = hub.call("GET", "/accounts");
    account.sandbox().clearCalls();

    hub.call("GET", "/accounts", "nextPage", first.nextPage().orElseThrow());

    assertThat(account.requests()).singleElement().asString().matches("/query/01g\\w{15}-200");
  }

  @Test
  void theCountIsAQueryOfItsOwn() {
    hub.call("GET", "/accounts", "fields", "Name", "returnCount", "true");

    assertThat(account.requests()).hasSize(2);
    assertThat(soql()).isEqualTo("SELECT COUNT() FROM Account");
  }

  @Test
  void anotherVersionOfTheApiIsAskedWhenTheInstanceSaysSo() {
    account.configure("api.version", "62.0");
    hub.call("GET", "/ping");

    assertThat(account.vendor().calls().getLast().path()).isEqualTo("/services/data/v62.0/");
  }

  @Test
  void aCursorLeadsOnlyToTheAccountsOwnHost() {
    answer(
        """
        {"totalSize":2,"done":false,"records":[{"Id":"1"}],\
        "nextRecordsUrl":"https://evil.example.com/services/data/v66.0/query/01gX-1"}\
        """);

    ApiException failure = hub.failure("GET", "/accounts", "fields", "Name");

    assertThat(failure.status()).isEqualTo(400); // Salesforce does not know the cursor
    assertThat(account.requests()).last().isEqualTo("/query/01gX-1");
  }

  @Test
  void aListThatDoesNotSayWhereItGoesOnIsABadGateway() {
    answer("{\"totalSize\":2,\"done\":false,\"records\":[{\"Id\":\"1\"}]}");

    assertThat(hub.failure("GET", "/accounts", "fields", "Name").status()).isEqualTo(502);
  }

  @Test
  @Timeout(60)
  void aListThatLeadsToItselfIsABadGateway() {
    answer(portion("false", "01gA-1"));
    account
        .vendor()
        .fault(
            Fault.status(ConnectedSalesforce.BASE, 1, 200, portion("false", "01gA-1")).times(100));

    assertThat(hub.failure("GET", "/accounts", "fields", "Name").status()).isEqualTo(502);
    assertThat(account.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"66 .0", "{version}", "66.0|"})
  void aBaseUrlThatIsNoneIsABadRequest(String version) {
    account.configure("api.version", version);
    try {
      ApiException failure = hub.failure("GET", "/ping");

      assertThat(failure.status()).isEqualTo(400);
      assertThat(failure.message()).contains("base.url");
    } finally {
      account.configure("api.version", "66.0");
    }
  }

  @Test
  void aListOfVeryManyFieldsIsReadToItsEnd() {
    hub.call("GET", "/accounts", "fields", "Name,".repeat(20_000) + "Phone");

    assertThat(soql()).startsWith("SELECT Id, Name, Phone FROM");
  }

  // Answers

  @Test
  void smallPortionsArePutTogetherAndTheRestIsGivenLater() {
    answer(portion("false", "01gA-2", "1", "2"));
    answer(portion("false", "01gA-3", "3"));
    answer(portion("true", "", "4", "5", "6"));
    HubAnswer first = hub.call("GET", "/accounts", "fields", "Name", "pageSize", "5");
    answer(portion("true", "", "4", "5", "6"));

    HubAnswer second =
        hub.call("GET", "/accounts", "pageSize", "5", "nextPage", first.nextPage().orElseThrow());

    assertThat(HubCaller.json(first).findValuesAsText("id"))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(HubCaller.json(second).findValuesAsText("id")).containsExactly("6");
    assertThat(second.nextPage()).isEmpty();
    assertThat(account.requests()).last().isEqualTo("/query/01gA-3");
  }

  @Test
  void aFirstPortionThatHasBecomeSmallerLosesNothing() {
    answer(portion("false", "01gA-3", "1", "2", "3"));
    HubAnswer first = hub.call("GET", "/accounts", "fields", "Name", "pageSize", "2");
    answer(portion("false", "01gB-1", "1"));
    answer(portion("true", "", "2", "3", "4"));

    HubAnswer second =
        hub.call(
            "GET",
            "/accounts",
            "fields",
            "Name",
            "pageSize",
            "2",
            "nextPage",
            first.nextPage().orElseThrow());

    assertThat(HubCaller.json(second).findValuesAsText("id")).containsExactly("3", "4");
  }

  @Test
  void aRelatedRecordHasNoAttributesEither() {
    answer(
        """
        {"done":true,"records":[{"attributes":{"type":"Account"},"Id":"1",\
        "Owner":{"attributes":{"type":"User"},"Name":"Ada"}}]}\
        """);

    JsonNode record = hub.json("/accounts", "fields", "Owner.Name").path(0);

    assertThat(record.toString())
        .isEqualTo("{\"id\":\"1\",\"Id\":\"1\",\"Owner\":{\"Name\":\"Ada\"}}");
  }

  @Test
  void compoundFieldsAreNotAskedFor() {
    answer(
        """
        {"fields":[{"name":"Name","type":"string"},{"name":"BillingAddress","type":"address"},\
        {"name":"BillingCity","type":"string"},{"name":"Geo__c","type":"location"}]}\
        """);

    hub.call("GET", "/accounts");

    assertThat(soql()).startsWith("SELECT Id, Name, BillingCity FROM");
  }

  // Refusals

  @Test
  void anExpiredTokenIsRenewedOnceAndTheCallAnswered() {
    account.store("Account", Map.of("Name", "one"));
    account.vendor().expireAccessTokens();

    assertThat(hub.json("/accounts")).hasSize(1);
    assertThat(account.renewals()).isEqualTo(1);
  }

  @Test
  void theDailyLimitIsTooManyRequests() {
    refuse(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");

    ApiException failure = hub.failure("GET", "/accounts");

    assertThat(failure.status()).isEqualTo(429);
    assertThat(failure.providerMessage())
        .hasValue("REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
  }

  @Test
  void theDailyLimitIsKeptBeforeSalesforceHasToSayNo() throws IOException {
    try (ConnectedSalesforce limited = new ConnectedSalesforce("sfdc")) {
      HubCaller caller = limited.emptied();
      limited
          .vendor()
          .options(new FaceOptions(7200, false, false, Map.of("dailyApiRequests", "6")));

      List<ApiException> failures =
          IntStream.range(0, 9)
              .mapToObj(i -> HubCaller.failureOrNothing(() -> caller.json("/ping")))
              .flatMap(Optional::stream)
              .toList();

      assertThat(failures).isNotEmpty();
      assertThat(failures)
          .allSatisfy(failure -> {
            assertThat(failure.status()).isEqualTo(429);
            assertThat(failure.providerMessage()).isEmpty();
          });
      assertThat(limited.requests()).hasSizeBetween(1, 6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, INSUFFICIENT_ACCESS, 403",
    "404, NOT_FOUND, 404",
    "400, INVALID_TYPE, 404",
    "400, INVALID_FIELD, 400",
    "414, URI_TOO_LONG, 400",
    "431, HEADERS_TOO_LONG, 400",
    "500, UNKNOWN_EXCEPTION, 502",
    "503, SERVER_UNAVAILABLE, 502"
  })
  void aRefusalHasAStatusOfTheHubsAndSalesforcesWords(int status, String code, int told) {
    refuse(status, code, "So it is.");

    ApiException failure = hub.failure("GET", "/accounts", "fields", "Name");

    assertThat(failure.status()).isEqualTo(told);
    assertThat(failure.providerMessage()).hasValue(code + ": So it is.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<h1>Welcome to this hotel</h1>", "", "[]", "{}"})
  void anAnswerThatIsNoListIsABadGatewayAndNoEmptyList(String body) {
    answer(body);

    assertThat(hub.failure("GET", "/accounts", "fields", "Name").status()).isEqualTo(502);
  }

  @Test
  void aCutConnectionIsABadGatewayThatNamesTheElement() {
    account.vendor().fault(Fault.cut(ConnectedSalesforce.BASE).times(9));

    ApiException failure = hub.failure("GET", "/ping");

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.message()).contains("Salesforce.com");
  }

  private static void answer(String body) {
    account.vendor().fault(Fault.status(ConnectedSalesforce.BASE, 1, 200, body));
  }

  private static void refuse(int status, String code, String message) {
    account
        .vendor()
        .fault(
            Fault.status(
                ConnectedSalesforce.BASE,
                // What fails is asked again.
                status >= 500 ? 9 : 1,
                status,
                "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code)));
  }

  private static String portion(String done, String cursor, String... ids) {
    String records =
        String.join(",", List.of(ids).stream().map(id -> "{\"Id\":\"" + id + "\"}").toList());
    return """
    {"done":%s,"nextRecordsUrl":"%s/query/%s","records":[%s]}\
    """
        .formatted(done, ConnectedSalesforce.BASE, cursor, records);
  }

  /** The last query. */
  private static String soql() {
    return URLDecoder.decode(
        account.requests().getLast().replace("/query?q=", ""), StandardCharsets.UTF_8);
  }
}
