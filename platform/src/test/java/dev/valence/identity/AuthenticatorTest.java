package dev.valence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.Access.Level;
import dev.valence.http.Credentials;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class AuthenticatorTest {

  private static final Secret OTHER_USER = Secret.of("other-user");
  private static final Secret OTHER_ORGANIZATION = Secret.of("other-organization");

  @TempDir private Path directory;
  private Fixture fixture;
  private Principal other;
  private Secret user;
  private Secret organization;
  private Secret token;

  @BeforeEach
  void open() {
    fixture = new Fixture(directory);
    other = fixture.another("other@example.org", OTHER_USER, OTHER_ORGANIZATION);
    user = fixture.userSecret();
    organization = fixture.organizationSecret();
    token = fixture.sessions.issue(fixture.administrator);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void userAndOrganizationThatBelongTogetherAreTheirUser() {
    assertThat(authenticate(Level.ORGANIZATION, user, organization, null))
        .contains(fixture.administrator);
    assertThat(authenticate(Level.ORGANIZATION, OTHER_USER, OTHER_ORGANIZATION, null))
        .contains(other);
  }

  @Test
  void userAndOrganizationOfDifferentTenantsAreRefusedOnEveryLevel() {
    for (Level level : Level.values()) {
      assertRefused(level, user, OTHER_ORGANIZATION, null);
      assertRefused(level, OTHER_USER, organization, null);
    }
  }

  @Test
  void aWrongSecretIsRefusedOnEveryLevel() {
    Secret wrong = Secret.of("wrong");
    for (Level level : Level.values()) {
      assertRefused(level, wrong, organization, null);
      assertRefused(level, user, wrong, null);
      assertRefused(level, organization, user, null);
      assertRefused(level, null, organization, null);
      assertRefused(level, null, null, wrong);
    }
  }

  @Test
  void nothingIsEnoughForAnOpenCallOnly() {
    assertThat(authenticate(Level.OPEN, null, null, null)).isEmpty();
    assertRefused(Level.ORGANIZATION, null, null, null);
    assertRefused(Level.INSTANCE, null, null, null);
  }

  @Test
  void theUserAloneIsEnoughForAnInstanceButNotForAnOrganization() {
    assertThat(authenticate(Level.INSTANCE, user, null, null)).contains(fixture.administrator);
    assertThat(authenticate(Level.INSTANCE, user, organization, null))
        .contains(fixture.administrator);
    assertThat(authenticate(Level.OPEN, user, null, null)).contains(fixture.administrator);
    assertRefused(Level.ORGANIZATION, user, null, null);
  }

  @Test
  void aTokenStandsForUserAndOrganizationButNotForTheUserOfAnInstance() {
    assertThat(authenticate(Level.ORGANIZATION, null, null, token)).contains(fixture.administrator);
    assertThat(authenticate(Level.OPEN, null, null, token)).contains(fixture.administrator);
    assertRefused(Level.INSTANCE, null, null, token);
  }

  @Test
  void aTokenAndSecretsOfDifferentUsersAreRefused() {
    assertThat(authenticate(Level.ORGANIZATION, user, organization, token))
        .contains(fixture.administrator);
    assertRefused(Level.ORGANIZATION, OTHER_USER, OTHER_ORGANIZATION, token);
    assertRefused(Level.ORGANIZATION, user, null, token);
  }

  @Test
  void aTokenThatWasChangedIsOldOrIsUnsignedIsRefused() {
    String[] parts = token.reveal().split("\\.", -1);
    String unsigned = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
    String foreignPayload =
        parts[0]
            + "."
            + fixture.sessions.issue(other).reveal().split("\\.", -1)[1]
            + "."
            + parts[2];
    Clock past = Clock.offset(Clock.systemUTC(), SessionTokens.LENGTH.negated());
    Secret old = new SessionTokens(fixture.vault, past).issue(fixture.administrator);
    Clock justBefore =
        Clock.offset(Clock.systemUTC(), SessionTokens.LENGTH.negated().plus(Duration.ofMinutes(1)));
    Secret stillGood = new SessionTokens(fixture.vault, justBefore).issue(fixture.administrator);

    for (Secret bad : List.of(Secret.of(unsigned), Secret.of(foreignPayload), old)) {
      assertRefused(Level.ORGANIZATION, null, null, bad);
    }
    assertThat(authenticate(Level.ORGANIZATION, null, null, stillGood)).isPresent();
  }

  @Test
  void aDeactivatedUserIsRefusedWithSecretsAndWithAToken() {
    fixture.execute("update users set active = false where id = ?", other.userId());
    assertRefusedEverywhere(other);
  }

  @Test
  void theUserOfADeactivatedAccountIsRefusedWithSecretsAndWithAToken() {
    fixture.execute("update accounts set active = false where id = ?", other.accountId());
    assertRefusedEverywhere(other);
  }

  private void assertRefusedEverywhere(Principal principal) {
    assertRefused(Level.ORGANIZATION, OTHER_USER, OTHER_ORGANIZATION, null);
    assertRefused(Level.INSTANCE, OTHER_USER, null, null);
    assertRefused(Level.ORGANIZATION, null, null, fixture.sessions.issue(principal));
  }

  private Optional<Principal> authenticate(
      Level level, Secret sentUser, Secret sentOrganization, Secret bearer) {
    return fixture.authenticator.authenticate(
        new Credentials(sentUser, sentOrganization, null, bearer), level);
  }

  private void assertRefused(Level level, Secret sentUser, Secret sentOrganization, Secret bearer) {
    assertThatThrownBy(() -> authenticate(level, sentUser, sentOrganization, bearer))
        .isInstanceOf(ApiException.class)
        .hasMessage("Invalid Organization or User secret, or invalid Element token provided.")
        .extracting(failure -> ((ApiException) failure).status())
        .isEqualTo(401);
  }
}
