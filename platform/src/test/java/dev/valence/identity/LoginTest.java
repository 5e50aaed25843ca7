package dev.valence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import io.github.bucket4j.TimeMeter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class LoginTest {

  @TempDir private Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() {
    fixture = new Fixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theRightPasswordGivesATokenAndIsRemembered() {
    Secret token = fixture.login.signIn(" aDA@example.ORG", Fixture.PASSWORD);
    assertThat(fixture.sessions.read(token)).contains(fixture.administrator);
    assertThat(user().lastLoginAt()).isNotNull();
  }

  @Test
  void unknownInactiveAndWrongLookTheSame() {
    ApiException wrong = failure(Fixture.EMAIL, Secret.of("wrong"));
    ApiException unknown = failure("nobody@example.org", Fixture.PASSWORD);
    fixture.execute("update users set active = false");
    ApiException inactive = failure(Fixture.EMAIL, Fixture.PASSWORD);

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(inactive.status()).isEqualTo(401);
    assertThat(unknown.message()).isEqualTo(wrong.message());
    assertThat(inactive.message()).isEqualTo(wrong.message());
    assertThat(user().lastLoginAt()).isNull();
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    ApiException nothing = failure(null, null);
    assertThat(nothing.status()).isEqualTo(400);
    assertThat(nothing.message()).isEqualTo("username is missing. password is missing.");
    assertThat(failure(" ", Secret.of("")).message()).isEqualTo(nothing.message());
    assertThat(failure("a".repeat(255), Secret.of("x")).status()).isEqualTo(400);
  }

  @Test
  void afterManyWrongPasswordsEvenTheRightOneHasToWait() {
    for (int i = 0; i < 10; i++) {
      assertThat(failure(Fixture.EMAIL, Secret.of("wrong")).status()).isEqualTo(401);
    }
    ApiException throttled = failure("ada@example.org", Fixture.PASSWORD);
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.retryAfter())
        .hasValueSatisfying(wait -> assertThat(Long.parseLong(wait)).isPositive());
    assertThatThrownBy(() -> fixture.login.isPassword(user(), Fixture.PASSWORD))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void everySpellingOfANameThatTheDatabaseTakesIsTheSameName() {
    fixture.execute("update users set email = 'idi@example.org'");
    String spelling = "\u0130d\u0130@example.org"; // Java makes two letters of each, in small
    boolean taken = new UserRepository(fixture.database).findByEmail(spelling).isPresent();
    for (int i = 0; i < 10; i++) {
      assertThat(failure(spelling, Secret.of("wrong")).status()).isEqualTo(401);
    }
    assertThat(failure("idi@example.org", Secret.of("wrong")).status())
        .isEqualTo(taken ? 429 : 401);
  }

  @Test
  void rightPasswordsAreNotCounted() {
    for (int i = 0; i < 25; i++) {
      assertThat(fixture.login.isPassword(user(), Fixture.PASSWORD)).isTrue();
    }
  }

  @Test
  void aThrottledNameIsFreeAgainAfterAWhileAndDoesNotDisturbOthers() {
    AtomicLong now = new AtomicLong();
    LoginThrottle throttle = new LoginThrottle(clock(now));
    for (int i = 0; i < 10; i++) {
      assertThat(throttle.attempt("ada", () -> false)).isFalse();
    }
    assertThatThrownBy(() -> throttle.attempt("ADA", () -> true)).isInstanceOf(ApiException.class);
    assertThat(throttle.attempt("grace", () -> true)).isTrue();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(throttle.attempt("ada", () -> true)).isTrue();
  }

  @Test
  void manyNamesAreThrottledInAll() {
    LoginThrottle throttle = new LoginThrottle(clock(new AtomicLong()));
    for (int i = 0; i < 100; i++) {
      throttle.attempt("name" + i, () -> false);
    }
    assertThatThrownBy(() -> throttle.attempt("one more", () -> true))
        .isInstanceOf(ApiException.class)
        .extracting(failure -> ((ApiException) failure).status())
        .isEqualTo(429);
  }

  @Test
  void aUserOfAnotherOrganizationIsUnknown() {
    UserRepository users = new UserRepository(fixture.database);
    Principal other = fixture.another("other@example.org", Secret.of("a"), Secret.of("b"));
    long organization = fixture.administrator.organizationId();
    assertThat(users.find(organization, other.userId())).isEmpty();
    assertThat(users.findSealedSecret(organization, other.userId())).isEmpty();
    assertThat(users.find(other.organizationId(), other.userId())).isPresent();
  }

  @Test
  void anAnswerHoldsTheSecretOnlyWhenItIsGiven() {
    UserAnswer answer = UserAnswer.of(user(), null);
    assertThat(answer.secret()).isNull();
    assertThat(answer.password()).isEqualTo("secured");
    assertThat(answer.fullName()).isEqualTo("Valence Administrator");
    assertThat(answer.lastLoginDate()).hasToString("1970-01-01T00:00:00Z");
    Secret secret = fixture.secrets.ofUser(fixture.administrator);
    assertThat(secret).isEqualTo(fixture.userSecret());
    assertThat(UserAnswer.of(user(), secret).secret()).isEqualTo(secret.reveal());
  }

  private User user() {
    return new UserRepository(fixture.database)
        .find(fixture.administrator.organizationId(), fixture.administrator.userId())
        .orElseThrow();
  }

  private ApiException failure(String username, Secret password) {
    return catchThrowableOfType(ApiException.class, () -> fixture.login.signIn(username, password));
  }

  private static TimeMeter clock(AtomicLong now) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return now.get();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }
}
