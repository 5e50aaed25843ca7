package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in, and who one is (contract, core 1.2 and 3.13). */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class IdentityApiTest extends RestTest {

  private static final String LOGIN = ELEMENTS + "/authentication";
  private static final String SECRETS = ELEMENTS + "/authentication/secrets";

  private static String attempt(String username, String password) {
    return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(username, password);
  }

  private static String unknownUser() {
    return UUID.randomUUID() + "@example.com";
  }

  private String bearer() {
    String token =
        succeeded(post(LOGIN, attempt(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD)))
            .json()
            .path("token")
            .asText();
    return "Bearer " + token;
  }

  @ParameterizedTest
  @ValueSource(strings = {ELEMENTS, YOUR_MOMS})
  void thePasswordGivesATokenAndTheTokenTheSecrets(String base) {
    Answer login =
        succeeded(
            post(
                base + "/authentication",
                attempt(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD)));

    Answer secrets =
        succeeded(
            get(
                base + "/authentication/secrets",
                "Authorization",
                "Bearer " + login.json().path("token").asText()));

    assertThat(secrets.json().path("userSecret").asText()).isEqualTo(api.userSecret());
    assertThat(secrets.json().path("organizationSecret").asText())
        .isEqualTo(api.organizationSecret());
    assertThat(secrets.json()).hasSize(2);
  }

  @Test
  void theUserNameHasNoCase() {
    succeeded(post(LOGIN, attempt("ADA@Example.com", TestPlatform.ADMIN_PASSWORD)));
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreToldAlike() {
    Answer wrong = failed(post(LOGIN, attempt(TestPlatform.ADMIN_EMAIL, "wrong")), 401);
    Answer unknown = failed(post(LOGIN, attempt(unknownUser(), "wrong")), 401);

    assertThat(wrong.message()).isEqualTo(unknown.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"username\": \" \", \"password\": \"\"}", "{\"user\": 1}"})
  void allThatIsMissingIsNamed(String body) {
    assertThat(failed(post(LOGIN, body), 400).message()).contains("username", "password");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"username\": 5, \"password\": \"x\"} | username",
        "{\"username\": \"x\", \"password\": 5} | password",
        "{\"username\": \"x\", \"password\": {\"a\": 1}} | password",
        "{\"username\": [\"x\"], \"password\": \"x\"} | username"
      })
  void aWrongTypeIsNamedAndNotRepeated(String body, String field) {
    assertThat(failed(post(LOGIN, body), 400).message()).contains(field);
  }

  @Test
  void aNulInAUserNameIsAWrongUserName() {
    assertThat(post(LOGIN, attempt("a\\u0000b", "x")).status()).isBetween(400, 401);
  }

  @Test
  void tooManyWrongPasswordsAreSlowedDown() {
    String user = unknownUser();
    Answer answer = post(LOGIN, attempt(user, "wrong"));
    for (int i = 0; i < 20 && answer.status() == 401; i++) {
      answer = post(LOGIN, attempt(user, "wrong"));
    }

    failed(answer, 429);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 300);
    failed(post(LOGIN, attempt(unknownUser(), "wrong")), 401);
  }

  @Test
  void theSecretsAreForWhoeverSignedInOnly() {
    assertThat(failed(get(SECRETS, "Authorization", api.organization()), 401).message())
        .isEqualTo(INVALID_CREDENTIALS);
  }

  @Test
  void aTokenOfALoginStandsForTheSecrets() {
    succeeded(get(ELEMENTS + "/organizations/me", "Authorization", bearer()));
    succeeded(get(ELEMENTS + "/users/me", "Authorization", bearer()));
  }

  @Test
  void aTokenThatWasChangedIsRefused() {
    String token = bearer();
    String[] parts = token.split("\\.");
    String last = parts[2];
    String changed = (last.charAt(0) == 'A' ? 'B' : 'A') + last.substring(1);

    for (String wrong :
        List.of(
            parts[0] + "." + parts[1] + "." + changed,
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1],
            token + "x")) {
      assertThat(failed(get(SECRETS, "Authorization", wrong), 401).message())
          .isEqualTo(INVALID_CREDENTIALS);
    }
  }

  @Test
  void theOrganizationIsShownWithItsSecret() {
    JsonNode me =
        succeeded(get(ELEMENTS + "/organizations/me", "Authorization", api.organization())).json();

    assertThat(me.path("id").isIntegralNumber()).isTrue();
    assertThat(me.path("name").asText()).isNotEmpty();
    assertThat(me.path("secret").asText()).isEqualTo(api.organizationSecret());
  }

  @ParameterizedTest
  @CsvSource({
    ELEMENTS + ", Elements-User-Password",
    YOUR_MOMS + ", Elements-User-Password",
    YOUR_MOMS + ", Your_moms-User-Password",
    ELEMENTS + ", Your_moms-User-Password"
  })
  void theUsersSecretIsShownForThePassword(String base, String header) {
    JsonNode me =
        succeeded(
                get(
                    base + "/users/me",
                    "Authorization",
                    api.organization(),
                    header,
                    TestPlatform.ADMIN_PASSWORD))
            .json();

    assertThat(me.path("secret").asText()).isEqualTo(api.userSecret());
  }

  @Test
  void withoutThePasswordTheUserIsShownWithoutTheSecret() {
    JsonNode me =
        succeeded(get(ELEMENTS + "/users/me", "Authorization", api.organization())).json();

    assertThat(me.path("email").asText()).isEqualTo(TestPlatform.ADMIN_EMAIL);
    assertThat(me.path("id").isIntegralNumber()).isTrue();
    assertThat(me.path("fullName").asText()).isNotEmpty();
    assertThat(me.path("active").asBoolean()).isTrue();
    assertThat(me.has("secret")).isFalse();
  }

  @Test
  void withAWrongPasswordAsWell() {
    Answer answer =
        succeeded(
            get(
                ELEMENTS + "/users/me",
                "Authorization",
                api.organization(),
                "Elements-User-Password",
                "wrong"));

    assertThat(answer.json().has("secret")).isFalse();
    assertThat(answer.response().body()).doesNotContain(api.userSecret());
  }

  @Test
  void aHundredCallsAtOnceAreAnswered() throws Exception {
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(() -> get(ELEMENTS + "/users/me", "Authorization", api.organization()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        succeeded(answer.get());
      }
    }
  }
}
