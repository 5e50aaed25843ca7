package dev.valence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.jdbc.DatabaseException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  @Test
  void aUrlIsToldApart() {
    assertThat(PostgresUrl.parse(" jdbc:postgresql://DB.example:6432/my%20data?sslmode=require&x "))
        .isEqualTo(
            new PostgresUrl("db.example", 6432, "my data", Map.of("sslmode", "require", "x", "")));
    assertThat(PostgresUrl.parse("jdbc:postgresql://db/data").address()).isEqualTo("db:5432");
    assertThat(PostgresUrl.parse("jdbc:postgresql://[::1]:1/data").address()).isEqualTo("[::1]:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jdbc:postgresql:data",
        "jdbc:postgresql:/data",
        "jdbc:postgresql:///data",
        "jdbc:postgresql://db",
        "jdbc:postgresql://db/",
        "jdbc:postgresql://db:5432,evil:5432/data",
        "jdbc:postgresql://db:5432%2Cevil:5432/data",
        "jdbc:postgresql://db,evil/data",
        "jdbc:postgresql://user:secret@db/data",
        "jdbc:postgresql://db:0/data",
        "jdbc:postgresql://db:65536/data",
        "jdbc:postgresql://db:5432/data/more",
        "jdbc:postgresql://db:5432/data#x",
        "jdbc:postgresql://db:5432/data&PGHOST=evil",
        "jdbc:postgresql://db:5432/a?x=1?y=2",
        "jdbc:postgresql://db:5432/a?x=%zz",
        "jdbc:postgresql://db:5432/a?x=1&x=2",
        "jdbc:postgresql://{db.host}/data",
        "jdbc:postgresql://-db/data",
        "jdbc:postgresql://d\u00e9/data",
        "jdbc:PostgreSQL://db/data",
        "jdbc:sqlserver://db;databaseName=x",
        "https://db/data",
        "jdbc:postgresql://db/da ta",
        "jdbc:postgresql://db\n/data"
      })
  void whatIsNotExactlyOneHostIsRefusedAndNotRepeated(String url) {
    DatabaseException failure =
        catchThrowableOfType(DatabaseException.class, () -> PostgresUrl.parse(url));
    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
    assertThat(failure.message())
        .contains("jdbc:postgresql://host:port/database")
        .doesNotContain("evil", "secret");
  }

  @Test
  void listsThatAreWrongAreNamed() {
    List<String> none = List.of();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseSettings.of(List.of("org.example.Driver"), none, none))
        .withMessageContaining("VALENCE_JDBC_DRIVERS")
        .withMessageContaining("org.postgresql.Driver");
    for (String host : List.of("db", "db:", "db:0", "db:99999", "*:5432", "db:1,e:2", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatabaseSettings.of(none, List.of(host), none))
          .withMessageContaining("VALENCE_JDBC_HOSTS");
    }
    for (String property : List.of("PGHOST", "service", "password", "stringtype", "nonsense")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatabaseSettings.of(none, none, List.of(property)))
          .withMessageContaining("VALENCE_JDBC_PROPERTIES");
    }
    assertThat(
            DatabaseSettings.of(
                    List.of("org.postgresql.Driver"),
                    List.of("DB.example:5432", "[::1]:5432"),
                    List.of("sslmode"))
                .hosts())
        .containsExactlyInAnyOrder("db.example:5432", "[::1]:5432");
  }
}
