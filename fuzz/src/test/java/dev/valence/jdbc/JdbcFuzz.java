package dev.valence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.Set;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements and URLs of databases, as elements write them. */
public class JdbcFuzz {

  @ValueSource(
      strings = {
        "select * from a where b = :b and c = '{c}' and d ? 'e' -- :f",
        "insert into a values (E'\\'', $$ :b $$, '{\"x\"}'::jsonb, {b}) ; ",
        "/* ' */ select \"{b}\" ;select 1"
      })
  @FuzzTest
  public void aStatementBindsItsParametersOrIsRefused(@NotNull String statement) {
    try {
      NamedSql sql = NamedSql.of(statement, Set.of("b", "c"));
      assertThat(sql.names()).isSubsetOf("b", "c");
    } catch (DatabaseException refused) {
      assertThat(refused.kind()).isEqualTo(DatabaseException.Kind.INVALID);
    }
  }

  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example:5432/a?ssl=true&sslmode=require",
        "jdbc:postgresql://[::1]/a",
        "jdbc:postgresql://a,b:1/c?socketFactory=x"
      })
  @FuzzTest
  public void aUrlNamesOneAddressOrIsRefused(@NotNull String url) {
    try {
      PostgresUrl.parse(url);
    } catch (DatabaseException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
