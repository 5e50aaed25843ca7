package dev.valence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditRepository.Filter;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import dev.valence.model.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("database")
class AuditLogTest {

  @TempDir Path directory;

  private Fixture fixture;
  private AuditRepository events;
  private long organization;

  @BeforeEach
  void start() {
    fixture = new Fixture(directory);
    events = new AuditRepository(fixture.database);
    organization = fixture.administrator.organizationId();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aSignInIsWrittenDownAndAWrongPasswordToo() {
    fixture.login.signIn(Fixture.EMAIL, Fixture.PASSWORD);
    assertThatThrownBy(() -> fixture.login.signIn(Fixture.EMAIL, Secret.of("a wrong one")))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> fixture.login.signIn("nobody@example.org", Secret.of("a wrong one")))
        .isInstanceOf(ApiException.class);

    List<AuditAnswer> seen = all();
    assertThat(seen).extracting(AuditAnswer::outcome).containsExactly("failure", "success");
    assertThat(seen)
        .allSatisfy(event -> {
          assertThat(event.action()).isEqualTo("signIn");
          assertThat(event.userId()).isEqualTo(fixture.administrator.userId());
          assertThat(event.accountId()).isEqualTo(fixture.administrator.accountId());
          assertThat(event.subject().id()).isEqualTo("" + fixture.administrator.userId());
        });
    assertThat(seen.toString()).doesNotContain("a wrong one", "nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_log set action = 'nothing'",
        "update audit_log set at = now() where id > 0",
        "delete from audit_log",
        "delete from audit_log where at < now() - interval '1 year' or true",
        "truncate audit_log",
        "insert into audit_log (id, organization_id, action, subject_kind, succeeded)"
            + " select 1, organization_id, 'x', 'y', true from audit_log limit 1"
      })
  void itCanOnlyBeAddedTo(String sql) {
    fixture.login.signIn(Fixture.EMAIL, Fixture.PASSWORD);
    List<AuditAnswer> before = all();
    assertThatThrownBy(() -> fixture.execute(sql)).isInstanceOf(RuntimeException.class);
    assertThat(all()).isEqualTo(before).hasSize(1);
  }

  @Test
  void whatIsRolledBackHasNotHappened() {
    AuditLog log = AuditLog.withoutCalls(fixture.database);
    assertThatThrownBy(() ->
            fixture.database.change(handle -> {
              log.record(handle, AuditEvent.of(organization, Action.CHANGED, Kind.USER, 1));
              throw new IllegalStateException("no");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(all()).isEmpty();
  }

  @Test
  void outsideOfACallThereIsNobody() {
    AuditLog.withoutCalls(fixture.database)
        .record(AuditEvent.of(organization, Action.KEY_ROTATED, Kind.KEY, "k1"));
    assertThat(all())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.userId()).isNull();
          assertThat(event.ipAddress()).isNull();
          assertThat(event.subject().type()).isEqualTo("key");
          assertThat(event.createdDate()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
  }

  @Test
  void pagesAreWholeWhateverIsAddedMeanwhile() {
    AuditLog log = AuditLog.withoutCalls(fixture.database);
    for (int i = 0; i < 7; i++) {
      log.record(AuditEvent.of(organization, Action.CHANGED, Kind.USER, i));
    }
    List<String> seen = new ArrayList<>();
    String next = null;
    do {
      Page<AuditAnswer> page = events.list(filter(organization), new PageRequest(3, next));
      page.items().forEach(event -> seen.add(String.valueOf(event.subject().id())));
      next = page.nextPage().orElse(null);
      log.record(AuditEvent.of(organization, Action.CHANGED, Kind.USER, 99));
    } while (next != null);
    assertThat(seen).containsExactly("6", "5", "4", "3", "2", "1", "0");
  }

  @Test
  void anotherOrganizationSeesNothingOfIt() {
    Principal other =
        fixture.another("eve@example.org", Secret.of("u".repeat(40)), Secret.of("o".repeat(40)));
    fixture.login.signIn(Fixture.EMAIL, Fixture.PASSWORD);
    assertThat(events.list(filter(other.organizationId()), new PageRequest(9, null)).items())
        .isEmpty();
  }

  private List<AuditAnswer> all() {
    return events.list(filter(organization), new PageRequest(100, null)).items();
  }

  private static Filter filter(long organization) {
    @Nullable String none = null;
    return new Filter(organization, null, none, none, none, null, null, null);
  }
}
