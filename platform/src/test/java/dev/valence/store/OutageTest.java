package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.model.UnavailableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class OutageTest {

  private final TestDatabase test = TestDatabase.fresh();
  private final Database database = test.database();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aConnectionThatBreaksIsAnOutageAndAWrongStatementIsNone() {
    assertThatThrownBy(() -> database.change(OutageTest::end))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("The database does not answer. Try again later.");
    assertThatThrownBy(() -> database.change(handle -> handle.execute("select nothing")))
        .isInstanceOf(UnableToExecuteStatementException.class);
  }

  @Test
  void aDatabaseWithoutRoomIsAnOutageThatSaysSo() {
    assertThatThrownBy(() ->
            database.change(handle ->
                handle.execute(
                    "do $$ begin raise exception 'no room' using errcode = '53100'; end $$")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("no room left");
  }

  @Test
  void whatCanBeHadOnlyOnceIsStoredAsSoonAsTheDatabaseAnswers() {
    AtomicInteger attempts = new AtomicInteger();

    String stored =
        database.insist(handle -> {
          if (attempts.incrementAndGet() < 3) {
            end(handle);
          }
          return handle.createQuery("select 'kept'").mapTo(String.class).one();
        });

    assertThat(stored).isEqualTo("kept");
    assertThat(attempts).hasValue(3);
  }

  private static void end(Handle handle) {
    handle.createQuery("select pg_terminate_backend(pg_backend_pid())").mapTo(Boolean.class).one();
  }
}
