package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class NotificationsTest {

  private static final String FLUSH = "(flush)";

  private TestDatabase test;
  private Database database;
  private Notifications here;
  private Notifications there;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  void open() throws InterruptedException {
    test = TestDatabase.fresh();
    database = test.database();
    here = new Notifications(test.dataSource());
    there = new Notifications(test.dataSource());
    here.subscribe("tokens", heard::add, () -> heard.add(FLUSH));
    here.start();
    assertThat(next()).isEqualTo(FLUSH);
  }

  @AfterEach
  void close() {
    there.close();
    here.close();
    test.close();
  }

  @Test
  void aMessageArrivesWhenItsTransactionCommits() throws InterruptedException {
    database.change(handle -> there.publish(handle, "tokens", "42\nsecond line"));
    assertThat(next()).isEqualTo("42\nsecond line");
    assertThat(here.live()).isTrue();
  }

  @Test
  void neitherAMessageThatWasRolledBackNorOneOfAnotherTopicArrives() throws InterruptedException {
    assertThatThrownBy(() ->
            database.change(handle -> {
              there.publish(handle, "tokens", "rolled back");
              throw new IllegalStateException("no commit");
            }))
        .hasMessage("no commit");
    database.change(handle -> there.publish(handle, "elements", "other topic"));
    database.change(handle -> there.publish(handle, "tokens", "mine"));
    assertThat(next()).isEqualTo("mine");
  }

  @Test
  void aSubscriberThatFailsDisturbsNobody() throws InterruptedException {
    here.subscribe(
        "fragile",
        payload -> {
          throw new IllegalStateException(payload);
        },
        () -> {});
    here.subscribe("fragile", heard::add, () -> {});
    database.change(handle -> there.publish(handle, "fragile", "still heard"));
    assertThat(next()).isEqualTo("still heard");
  }

  @Test
  void aLostConnectionIsToldTwiceAndThenMessagesArriveAgain() throws InterruptedException {
    int killed =
        database.read(handle ->
            handle
                .createQuery(
                    """
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                    """)
                .mapTo(Integer.class)
                .one());
    assertThat(killed).isPositive();
    assertThat(next()).isEqualTo(FLUSH);
    assertThat(next()).isEqualTo(FLUSH);
    database.change(handle -> there.publish(handle, "tokens", "after"));
    assertThat(next()).isEqualTo("after");
  }

  @Test
  void afterTheCloseNothingIsLiveAndTheConnectionIsBackInThePool() {
    here.close();
    assertThat(here.live()).isFalse();
    int listening =
        database.read(handle ->
            handle
                .createQuery("select count(*) from pg_listening_channels()")
                .mapTo(Integer.class)
                .one());
    assertThat(listening).isZero();
  }

  private String next() throws InterruptedException {
    return heard.poll(30, TimeUnit.SECONDS);
  }
}
