package dev.valence.store;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Messages between nodes, by which caches learn what has changed: PostgreSQL's LISTEN and NOTIFY on
 * one connection that is taken from the pool and kept.
 *
 * <p>A message can be missed while the connection is down. Subscribers are told when it is lost and
 * again when it is back, and then forget what they keep.
 */
@ApplicationScoped
public class Notifications implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Notifications.class);
  private static final String CHANNEL = "valence";

  /** How long to listen before asking whether the connection still works. */
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE_BEFORE_RECONNECT = Duration.ofMillis(200);

  private final DataSource dataSource;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean live;
  private @Nullable Thread listener;

  @Inject
  public Notifications(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Begins to listen. */
  @PostConstruct
  public void start() {
    listener = Thread.ofVirtual().name("notifications").start(this::listenUntilClosed);
  }

  /**
   * Sends a message to every node, this one included, when the caller's transaction commits.
   *
   * @param handle a transaction of the caller's
   * @param topic what it is about; no line break
   * @param payload the message, not secret, at most some thousand characters
   */
  public void publish(Handle handle, String topic, String payload) {
    handle
        .createQuery("select true from (select pg_notify(:channel, :message)) as sent")
        .bind("channel", CHANNEL)
        .bind("message", topic + "\n" + payload)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Hears the messages of a topic from now on.
   *
   * @param onMessage gets each payload; returns soon, since messages are handed out one by one
   * @param onLostConnection called when messages may have been missed: when the connection is lost,
   *     and when it is there again
   */
  public void subscribe(String topic, Consumer<String> onMessage, Runnable onLostConnection) {
    subscriptions.add(new Subscription(topic, onMessage, onLostConnection));
  }

  /** Whether messages are being received now. */
  public boolean live() {
    return live;
  }

  /**
   * Stops listening before the pool goes, so that an end in good order is not a lost connection.
   */
  void stop(@Observes ShutdownEvent stopping) {
    close();
  }

  /** Stops listening. */
  @Override
  public void close() {
    closed.countDown();
    Thread running = listener;
    if (running != null) {
      try {
        running.join(PROBE_INTERVAL.plus(PROBE_TIMEOUT));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void listenUntilClosed() {
    boolean outage = false;
    try {
      while (closed.getCount() > 0) {
        try (Connection connection = dataSource.getConnection()) {
          listen(connection);
        } catch (SQLException | RuntimeException e) {
          if (live || !outage) {
            LOG.warn("Messages from other nodes are not received; trying until they are.", e);
          }
          outage = true;
        }
        if (live) {
          live = false;
          flush();
        }
        closed.await(PAUSE_BEFORE_RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Connection connection) throws SQLException {
    try {
      receive(connection);
    } catch (SQLException | RuntimeException e) {
      // Else the pool would give the broken connection out again.
      connection.abort(Runnable::run);
      throw e;
    }
  }

  private void receive(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PROBE_TIMEOUT.toMillis()));
    PGConnection messages = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      live = true;
      flush();
      while (closed.getCount() > 0) {
        PGNotification[] received =
            messages.getNotifications(Math.toIntExact(PROBE_INTERVAL.toMillis()));
        if (received == null || received.length == 0) {
          statement.execute("select 1");
        } else {
          for (PGNotification notification : received) {
            deliver(notification.getParameter());
          }
        }
      }
      // The connection goes back to the pool as it came.
      statement.execute("unlisten *");
      connection.setNetworkTimeout(Runnable::run, 0);
    }
  }

  private void deliver(String message) {
    int end = message.indexOf('\n');
    String topic = message.substring(0, Math.max(end, 0));
    String payload = message.substring(end + 1);
    for (Subscription subscription : subscriptions) {
      if (subscription.topic.equals(topic)) {
        protect(() -> subscription.onMessage.accept(payload));
      }
    }
  }

  private void flush() {
    for (Subscription subscription : subscriptions) {
      protect(subscription.onLostConnection);
    }
  }

  /** One subscriber's failure is not another's. */
  private static void protect(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("A subscriber of messages between nodes failed.", e);
    }
  }

  private record Subscription(
      String topic, Consumer<String> onMessage, Runnable onLostConnection) {}
}
