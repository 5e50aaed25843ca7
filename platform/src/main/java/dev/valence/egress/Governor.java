package dev.valence.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.egress.EgressException.Kind;
import dev.valence.model.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Keeps the calls of apps and accounts below the limits of their providers: those that elements
 * declare and those that providers announce. A request waits for its turn, and is refused with the
 * time at which to try again when that would take longer than a caller can wait.
 *
 * <p>An app has a {@link Gate} as soon as there is a limit to keep; without one a request costs a
 * look into a map. All nodes keep one limit together: see {@link SharedLimits}.
 */
@ApplicationScoped
public class Governor implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Governor.class);

  /** A node that has not said for so long that it lives has no slots any more. */
  static final Duration LEASE = Duration.ofSeconds(20);

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int BACKGROUND = 4;
  private static final int APPS = 10_000;

  private final SharedLimits shared;
  private final GovernorSettings settings;
  private final MeterRegistry meters;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Cache<String, RetryBudget> budgets =
      Caffeine.newBuilder().maximumSize(APPS).build();
  private final ExecutorService background =
      Executors.newFixedThreadPool(BACKGROUND, Thread.ofVirtual().name("limits-", 0).factory());
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("limits").daemon().factory());
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile int nodes = 1;
  private volatile long alive = System.nanoTime() - LEASE.toNanos();

  /** Asks nobody yet. */
  @Inject
  Governor(SharedLimits shared, GovernorSettings settings, MeterRegistry meters) {
    this.shared = shared;
    this.settings = settings;
    this.meters = meters;
  }

  /** Joins the other nodes. */
  @PostConstruct
  void start() {
    shared.listen(this::hear, () -> inBackground(this::recall));
    beat();
    guarded(this::recall);
    var _ =
        clock.scheduleWithFixedDelay(
            () -> inBackground(this::beat),
            HEARTBEAT.toMillis(),
            HEARTBEAT.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Leaves what this node holds to the others. */
  @PreDestroy
  @Override
  public void close() {
    clock.shutdownNow();
    background.shutdownNow();
    guarded(shared::leave);
  }

  /** A sender whose requests wait for their turn, as those of an account. */
  public Sender sender(LimitedAccount account, Sender sender) {
    return request -> send(account, sender, request);
  }

  /**
   * What decides on sending a request of an app again.
   *
   * @param known whether the provider's habits are known, as a connector knows them
   */
  public Retries retries(LimitedAccount account, boolean known) {
    return new Retries(
        budgets.get(account.app(), _ -> new RetryBudget()), settings.patience(), known);
  }

  private EgressResponse send(LimitedAccount account, Sender sender, EgressRequest request) {
    Gate gate = gates.get(account.app());
    if (gate == null && account.limits().isEmpty()) {
      EgressResponse response = sender.send(request);
      List<Announcement> announced = announced(account, response);
      if (!announced.isEmpty()) {
        boolean refused = Announcements.refuses(response);
        while (!gate(account.app()).answered(account, null, announced, refused)) {
          gates.remove(account.app());
        }
      }
      return response;
    }
    while (true) {
      Gate present = gate(account.app());
      Optional<Permit> permit = present.enter(account, settings.patience());
      if (permit.isPresent()) {
        return send(present, permit.get(), account, sender, request);
      }
      gates.remove(account.app(), present);
    }
  }

  private EgressResponse send(
      Gate gate, Permit permit, LimitedAccount account, Sender sender, EgressRequest request) {
    boolean reached = true;
    boolean answered = false;
    try {
      EgressResponse response = sender.send(request);
      List<Announcement> announced = announced(account, response);
      answered = gate.answered(account, permit, announced, Announcements.refuses(response));
      return response;
    } catch (EgressException e) {
      reached = e.kind() != Kind.REFUSED && e.kind() != Kind.UNREACHABLE;
      throw e;
    } finally {
      if (!answered) {
        gate.failed(permit, reached);
      }
    }
  }

  private List<Announcement> announced(LimitedAccount account, EgressResponse response) {
    List<Announcement> announced = Announcements.of(response);
    if (!announced.isEmpty() && Announcements.refuses(response)) {
      LOG.debugf("The provider of app %s asks to wait", account.app());
      meters.counter("valence.limits.refused.by.provider", "element", account.label()).increment();
    }
    return announced;
  }

  private Gate gate(String app) {
    return gates.computeIfAbsent(app, name -> new Gate(this, name));
  }

  private void hear(SharedLimits.News news) {
    String app = Gate.appOf(news.scope());
    if (news instanceof SharedLimits.Announced) {
      Gate gate = gate(app);
      while (!gate.hear(news)) {
        gates.remove(app, gate);
        gate = gate(app);
      }
    } else {
      Gate gate = gates.get(app);
      boolean _ = gate != null && gate.hear(news);
    }
  }

  private void recall() {
    shared.told().forEach(this::hear);
  }

  private void beat() {
    guarded(() -> {
      long now = System.nanoTime();
      nodes = Math.max(1, shared.alive());
      boolean late = now - alive >= LEASE.toNanos();
      alive = now;
      if (late) {
        gates.values().forEach(Gate::lose);
      }
    });
    gates.forEach((name, gate) -> {
      if (gate.tidy()) {
        gates.remove(name, gate);
      }
    });
  }

  SharedLimits shared() {
    return shared;
  }

  /** How many nodes live. */
  int nodes() {
    return nodes;
  }

  /** Whether this node's slots are still its own. */
  boolean lives() {
    return System.nanoTime() - alive < LEASE.toNanos();
  }

  /** Runs what asks the database, a few at a time. */
  void inBackground(Runnable work) {
    try {
      background.execute(() -> guarded(work));
    } catch (RejectedExecutionException e) {
      LOG.debug("The server ends.", e);
    }
  }

  void later(Runnable work, long nanos) {
    try {
      var _ = clock.schedule(work, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server ends.", e);
    }
  }

  void waited(LimitedAccount account, long nanos) {
    meters
        .timer("valence.limits.wait", "element", account.label())
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Somebody is told to come again later, with {@link ApiException#tooManyRequests}. */
  void refused(LimitedAccount account, String app, long seconds) {
    LOG.debugf("A call of app %s is put off for %d s", app, seconds);
    meters.counter("valence.limits.refused", "element", account.label()).increment();
  }

  /** What fails is tried again later; the log has the first failure of a series. */
  private void guarded(Runnable work) {
    try {
      work.run();
      failing.set(false);
    } catch (RuntimeException e) {
      if (!failing.getAndSet(true)) {
        LOG.warn("The nodes cannot agree on the limits of providers for now.", e);
      }
    }
  }
}
