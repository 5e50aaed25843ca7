package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  private final DocumentsContract contract = new DocumentsContract();

  @Test
  void everythingThatIsMissingOrWrongIsNamedAtOnce() {
    ApiException failure =
        HubCaller.failure(() ->
            read(
                Map.of(
                    "pageSize", List.of("many"),
                    "page", List.of("0"),
                    "isoDates", List.of("yes"))));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("'path'", "'pageSize'", "'page'", "'isoDates'");
  }

  @Test
  void aPathIsCheckedTogetherWithTheRest() {
    ApiException failure =
        HubCaller.failure(() -> read(Map.of("path", List.of("a.txt"), "pageSize", List.of("-1"))));

    assertThat(failure.message()).contains("The path must begin with '/'", "'pageSize'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "True"})
  void yesIsReadInAnyCase(String text) {
    assertThat(read(Map.of("path", List.of("/"), "raw", List.of(text))).flag("raw")).isTrue();
  }

  @Test
  void whatIsNotSentHasItsDefault() {
    Arguments arguments = read(Map.of("path", List.of("/")));

    assertThat(arguments.flag("raw")).isFalse();
    assertThat(arguments.number("pageSize", 200)).isEqualTo(200);
  }

  @Test
  void unknownParametersAreIgnored() {
    Arguments arguments = read(Map.of("path", List.of("/"), "tomorrow", List.of("never")));

    assertThat(arguments.text("tomorrow")).isEmpty();
  }

  @Test
  void aNumberOfAnySizeIsANumber() {
    assertThat(
            read(Map.of("path", List.of("/"), "pageSize", List.of("999999999999")))
                .number("pageSize", 1))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aRangeThatNoHeaderCanHoldIsTheCallersFault() {
    HubCall call =
        new HubCall(
            "GET",
            "/files",
            Map.of("path", List.of("/a.txt")),
            Map.of("Range", "bytes=0-\u0080"),
            null);
    Route route = Routes.of("documents", contract.resources()).find(call);

    ApiException failure = HubCaller.failure(() -> Arguments.read(route, call, contract::faultOf));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("'Range'");
  }

  private Arguments read(Map<String, List<String>> query) {
    HubCall call = new HubCall("GET", "/folders/contents", query, Map.of(), null);
    return Arguments.read(
        Routes.of("documents", contract.resources()).find(call), call, contract::faultOf);
  }
}
