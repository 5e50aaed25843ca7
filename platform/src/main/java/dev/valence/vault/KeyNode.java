package dev.valence.vault;

import dev.valence.store.Database;
import dev.valence.store.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * This server as one that uses the keys: it asks every few seconds, and whenever it is told to,
 * whether they are being rotated, and says what it knows. So a rotation waits until every server
 * uses the new keys; one that cannot ask does not rely on what it keeps in memory, and one that is
 * not heard of for {@link #SILENCE} is not waited for.
 */
@ApplicationScoped
public class KeyNode implements AutoCloseable {

  /** The topic under which servers hear that keys are being rotated. */
  static final String CHANGED = "keys";

  /** After how long a server counts as ended. */
  static final Duration SILENCE = Duration.ofSeconds(20);

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Shorter than the silence, so that nobody seals by old keys who is not waited for any more. */
  private static final Duration VALID = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger(KeyNode.class);

  private final UUID node = UUID.randomUUID();
  private final String name = hostName() + ", process " + ProcessHandle.current().pid();
  private final KeyNodeRepository nodes;
  private final Vault vault;
  private final MasterKey masterKey;
  private final Notifications notifications;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean closed;
  private boolean waitedFor;

  @Inject
  public KeyNode(Database database, Vault vault, MasterKey masterKey, Notifications notifications) {
    this.nodes = new KeyNodeRepository(database);
    this.vault = vault;
    this.masterKey = masterKey;
    this.notifications = notifications;
  }

  /** Begins to ask. */
  public void start() {
    notifications.subscribe(CHANGED, rotation -> bell.release(), bell::release);
    Thread.ofVirtual().name("keys").start(this::askUntilClosed);
  }

  void stop(@Observes ShutdownEvent stopping) {
    close();
    try {
      nodes.remove(node);
    } catch (RuntimeException e) {
      LOG.debug("The end of this server is not written down; it will be noticed.", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    bell.release();
  }

  private void askUntilClosed() {
    boolean failing = false;
    try {
      while (!closed) {
        try {
          ask();
          failing = false;
        } catch (RuntimeException e) {
          if (!failing) {
            LOG.warn("Whether keys are being rotated is not known; trying until it is.", e);
          }
          failing = true;
        }
        var _ = bell.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once. What it says of itself comes after it holds, so that others may rely on it. */
  void ask() {
    long asked = System.nanoTime();
    KeyNodeRepository.Asked answer = nodes.asked();
    String wanted = answer.wanted();
    if (wanted != null && !masterKey.has(wanted)) {
      masterKey.reload();
      if (!masterKey.has(wanted) && !waitedFor) {
        LOG.warnf(
            "A rotation of keys waits for this server, whose file %s does not have the new master"
                + " key: copy the file from where './valence keys prepare' was run.",
            masterKey.file());
      }
    }
    waitedFor = wanted != null && !masterKey.has(wanted);
    vault.heard(answer.generation(), asked, VALID);
    if (!closed) {
      nodes.put(node, name, masterKey.fingerprints(), answer.generation());
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
