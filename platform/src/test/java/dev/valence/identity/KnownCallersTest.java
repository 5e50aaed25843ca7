package dev.valence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.model.Secret;
import dev.valence.store.Notifications;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class KnownCallersTest {

  @TempDir private Path directory;
  private Fixture fixture;
  private Notifications elsewhere;
  private KnownCallers here;
  private KnownCallers there;
  private byte[] secret;

  @BeforeEach
  void open() throws InterruptedException {
    fixture = new Fixture(directory);
    here = fixture.callers;
    elsewhere = new Notifications(fixture.test.dataSource());
    there = new KnownCallers(fixture.database, elsewhere);
    elsewhere.start();
    for (Notifications each : List.of(fixture.notifications, elsewhere)) {
      while (!each.live()) {
        Thread.sleep(10);
      }
    }
    secret = fixture.secrets.userHash(fixture.userSecret());
  }

  @AfterEach
  void close() {
    elsewhere.close();
    fixture.close();
  }

  @Test
  void aCallerIsKnownWithoutTheDatabase() {
    assertThat(here.find(secret, null)).contains(fixture.administrator);

    fixture.execute("update users set active = false"); // behind the platform's back

    assertThat(here.find(secret, null)).contains(fixture.administrator);
  }

  @Test
  void whoIsDeactivatedIsNoCallerAtOnceAndSoonOnEveryNode() {
    assertThat(here.find(secret, null)).isPresent();
    assertThat(there.find(secret, null)).isPresent();

    fixture.database.change(handle -> {
      handle.execute("update users set active = false");
      here.changed(handle);
    });

    assertThat(here.find(secret, null)).isEmpty();
    assertSoonEmpty(() -> there.find(secret, null));
  }

  @Test
  void whatWasRolledBackIsForgottenByNobody() {
    assertThat(here.find(secret, null)).isPresent();

    assertThatThrownBy(() ->
            fixture.database.change(handle -> {
              here.changed(handle);
              throw new IllegalStateException("no commit");
            }))
        .hasMessage("no commit");
    fixture.execute("update users set active = false");

    assertThat(here.find(secret, null)).isPresent();
  }

  @Test
  void theOldSecretFailsWithTheNewOne() {
    assertThat(here.find(secret, null)).isPresent();

    Principal administrator = fixture.administrator;
    Secret renewed =
        fixture.database.transact(handle -> {
          here.changed(handle);
          return fixture.secrets.renewUser(
              handle, administrator.organizationId(), administrator.userId());
        });

    assertThat(here.find(secret, null)).isEmpty();
    assertThat(here.find(fixture.secrets.userHash(renewed), null)).isPresent();
  }

  @Test
  void aNodeThatHearsNothingAsksTheDatabaseEachTime() {
    assertThat(there.find(secret, null)).isPresent();
    elsewhere.close();
    fixture.execute("update users set active = false");

    assertSoonEmpty(() -> there.find(secret, null));
  }

  @Test
  void theSecretOfAnotherOrganizationIsNoReasonToBeKnown() {
    Secret other = Secret.of("another-organization");
    fixture.another("other@example.org", Secret.of("another-user"), other);
    assertThat(here.find(secret, null)).isPresent();

    assertThat(here.find(secret, fixture.secrets.organizationHash(other))).isEmpty();
  }

  private static void assertSoonEmpty(Supplier<Optional<Principal>> caller) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (caller.get().isPresent() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(caller.get()).isEmpty();
  }
}
