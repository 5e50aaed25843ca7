package dev.valence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.store.TestDatabase;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class RolesMigrationTest {

  @Test
  void whoeverWasThereFirstAdministersTheOrganization() {
    try (TestDatabase test = TestDatabase.fresh()) {
      flyway(test, "1").clean();
      flyway(test, "1").migrate();
      test.database()
          .change(handle -> {
            for (String organization : List.of("a", "b")) {
              handle.execute(
                  """
                  with o as (
                    insert into organizations (name, secret_hash, secret_sealed)
                    values (?, ?::bytea, 's') returning id),
                  a as (
                    insert into accounts (organization_id, external_id, name, default_account)
                    select id, 'd', 'd', true from o returning id, organization_id)
                  insert into users (organization_id, account_id, email, first_name, last_name,
                    password_hash, secret_hash, secret_sealed)
                  select organization_id, id, ? || n || '@example.org', 'f', 'l', 'p',
                    (? || n)::bytea, 's'
                  from a, generate_series(1, 2) n
                  """,
                  organization,
                  organization,
                  organization,
                  organization);
            }
          });

      flyway(test, "2").migrate();

      UserRepository users = new UserRepository(test.database());
      Map<String, Integer> ranks = Map.of("a1", 2, "a2", 0, "b1", 2, "b2", 0);
      ranks.forEach((name, rank) ->
          assertThat(users.findByEmail(name + "@example.org").orElseThrow().rank())
              .as(name)
              .isEqualTo(rank));
    }
  }

  private static Flyway flyway(TestDatabase test, String version) {
    return Flyway.configure()
        .dataSource(test.url(), test.user(), test.password())
        .cleanDisabled(false)
        .target(version)
        .load();
  }
}
