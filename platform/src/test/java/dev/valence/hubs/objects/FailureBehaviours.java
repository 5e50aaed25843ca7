package dev.valence.hubs.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller learns when something is wrong. */
interface FailureBehaviours extends ObjectsUnderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields=Name; DROP",
        "fields=Name,",
        "fields=(SELECT Id FROM Contacts)",
        "fields=COUNT()",
        "fields=Name FROM User--",
        "orderBy=Name sideways",
        "orderBy=Name desc LIMIT 1",
        "orderBy=,",
        "pageSize=0",
        "pageSize=many",
        "page=0",
        "returnCount=perhaps"
      })
  default void whatIsNotWrittenAsItShouldBeIsRefusedBeforeTheVendorIsAsked(String parameter) {
    String[] pair = parameter.split("=", 2);
    refuse("asked");

    ApiException failure = failure(pair[0], pair[1]);

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.message()).contains("'" + pair[0] + "'");
    assertThat(failure.providerMessage()).isEmpty();
  }

  @Test
  default void everyFaultIsNamedAtOnce() {
    ApiException failure = failure("fields", "a b", "orderBy", "a b", "pageSize", "0");

    assertThat(failure.message()).contains("'fields'", "'orderBy'", "'pageSize'");
  }

  @Test
  default void aRefusalHasTheVendorsWords() {
    refuse("no more than this");

    ApiException failure = failure();

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.providerMessage())
        .hasValueSatisfying(it -> assertThat(it).contains("no more than this"));
  }

  @Test
  default void aVendorThatIsDownIsABadGateway() {
    fail();

    assertThat(failure().status()).isEqualTo(502);
  }
}
