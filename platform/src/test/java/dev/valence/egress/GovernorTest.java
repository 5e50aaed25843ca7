package dev.valence.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.ApiException;
import dev.valence.model.Limit;
import dev.valence.model.Limit.Per;
import dev.valence.sandbox.CallLimit;
import dev.valence.sandbox.CallLimit.Announce;
import dev.valence.sandbox.CallLimit.RetryAfter;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Fault;
import dev.valence.sandbox.Sandbox;
import dev.valence.store.Notifications;
import dev.valence.store.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Calls of a vendor of the sandbox that counts strictly: whatever time one looks at, no more than
 * the limit within it. The nodes are governors of one PostgreSQL.
 */
class GovernorTest {

  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final Duration HASTY = Duration.ofMillis(300);
  private static final int TOO_MANY = 429;

  /** What the vendor answers to whom it does not know, if it takes the call. */
  private static final int TAKEN = 401;

  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final AtomicInteger APPS = new AtomicInteger();

  private static Sandbox sandbox;
  private static FaceClient vendor;
  private static TestDatabase database;
  private static Egress egress;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final String app = "app-" + APPS.incrementAndGet();

  @BeforeAll
  static void start() throws Exception {
    sandbox = Sandbox.start();
    vendor = sandbox.client().face("dropbox");
    database = TestDatabase.fresh();
    egress = new Egress(EgressSettings.of("test"));
  }

  @AfterAll
  static void stop() throws Exception {
    egress.close();
    database.close();
    sandbox.close();
  }

  @BeforeEach
  void reset() {
    sandbox.client().reset();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private Governor node(Duration patience) {
    Notifications notifications = new Notifications(database.dataSource());
    Governor governor =
        new Governor(
            new LimitRepository(database.database(), notifications),
            new GovernorSettings(patience),
            new SimpleMeterRegistry());
    governor.start();
    notifications.start();
    opened.add(notifications);
    opened.add(governor);
    while (!notifications.live()) {
      Thread.onSpinWait();
    }
    return governor;
  }

  private LimitedAccount account(int number, Limit... limits) {
    return new LimitedAccount("test", "Test", app, String.valueOf(number), List.of(limits));
  }

  private static Limit perApp(int calls, int seconds) {
    return new Limit(Per.APP, calls, seconds);
  }

  /** Calls as an account; the status of the vendor or, where it did not come to that, ours. */
  private static int call(Governor governor, LimitedAccount account) {
    try {
      return ask(governor, account);
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(TOO_MANY);
      return e.status();
    }
  }

  private static int ask(Governor governor, LimitedAccount account) {
    URI face = sandbox.face("dropbox").httpUrl();
    Sender sender =
        governor.sender(account, egress.bind(AllowedHosts.exactly(List.of(face.getAuthority()))));
    EgressRequest request =
        EgressRequest.of("POST", face.resolve("/2/users/get_space_usage"))
            .withHeader("Authorization", "Bearer unknown");
    try (EgressResponse response = sender.send(request)) {
      return response.status();
    }
  }

  private static ApiException refusal(Governor governor, LimitedAccount account) {
    try {
      throw new AssertionError("was answered with " + ask(governor, account));
    } catch (ApiException e) {
      assertThat(e.status()).isEqualTo(TOO_MANY);
      return e;
    }
  }

  private static long seconds(ApiException refusal) {
    return Long.parseLong(refusal.retryAfter().orElseThrow());
  }

  private static <T> List<CompletableFuture<T>> begin(int times, Supplier<T> work) {
    return IntStream.range(0, times)
        .mapToObj(_ -> CompletableFuture.supplyAsync(work, THREADS))
        .toList();
  }

  private static <T> List<T> join(List<CompletableFuture<T>> all) {
    return all.stream().map(CompletableFuture::join).toList();
  }

  private static Duration time(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void theVendorNeverHasToSayNoToADeclaredLimit() {
    vendor.limit(CallLimit.of(20, 1000));
    Governor governor = node(PATIENT);
    LimitedAccount account = account(1, perApp(20, 1));

    Duration time =
        time(() -> assertThat(join(begin(70, () -> call(governor, account)))).containsOnly(TAKEN));

    assertThat(vendor.limit().taken()).isEqualTo(70);
    assertThat(vendor.limit().refused()).isZero();
    assertThat(time).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
  }

  @Test
  void theLimitOfAnAccountLeavesTheOthersAlone() {
    vendor.limit(CallLimit.of(1000, 60_000));
    Governor governor = node(HASTY);
    Limit one = new Limit(Per.ACCOUNT, 1, 60);

    assertThat(call(governor, account(1, one))).isEqualTo(TAKEN);
    assertThat(call(governor, account(1, one))).isEqualTo(TOO_MANY);
    assertThat(call(governor, account(2, one))).isEqualTo(TAKEN);
    assertThat(vendor.limit().taken()).isEqualTo(2);
  }

  @Test
  void whoAsksForMuchTakesNothingFromThoseWhoAskForLittle() {
    vendor.limit(CallLimit.of(20, 1000));
    Governor governor = node(PATIENT);
    Limit limit = perApp(20, 1);
    List<CompletableFuture<Integer>> greedy = begin(120, () -> call(governor, account(0, limit)));
    List<CompletableFuture<Duration>> modest = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      LimitedAccount account = account(i, limit);
      modest.addAll(
          begin(
              1,
              () ->
                  time(() -> {
                    for (int call = 0; call < 3; call++) {
                      assertThat(call(governor, account)).isEqualTo(TAKEN);
                    }
                  })));
    }

    // 27 calls, of which each has its turn after at most nine others: two rounds of the limit.
    assertThat(join(modest)).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(5)));
    assertThat(greedy.stream().filter(CompletableFuture::isDone).count()).isLessThan(110);
    join(greedy);
    assertThat(vendor.limit().refused()).isZero();
  }

  @Test
  void whoWouldWaitForTooLongIsToldWhenToComeAgain() {
    vendor.limit(CallLimit.of(1, 60_000));
    Governor governor = node(HASTY);
    LimitedAccount account = account(1, perApp(1, 60));
    assertThat(call(governor, account)).isEqualTo(TAKEN);

    Duration time = time(() -> assertThat(seconds(refusal(governor, account))).isBetween(55L, 60L));

    assertThat(time).isLessThan(Duration.ofSeconds(2));
    assertThat(vendor.limit().taken()).isEqualTo(1);
    assertThat(vendor.limit().refused()).isZero();
  }

  @Test
  void whoCanWaitForItsTurnDoes() {
    vendor.limit(CallLimit.of(1, 1000));
    Governor governor = node(PATIENT);
    LimitedAccount account = account(1, perApp(1, 1));
    assertThat(call(governor, account)).isEqualTo(TAKEN);

    Duration time = time(() -> assertThat(call(governor, account)).isEqualTo(TAKEN));

    assertThat(time).isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @EnumSource(
      value = RetryAfter.class,
      names = {"SECONDS", "DATE"})
  void aVendorThatAskedToWaitIsLeftAlone(RetryAfter form) {
    vendor.limit(CallLimit.of(1, 60_000).with(form));
    Governor governor = node(HASTY);
    assertThat(call(governor, account(1))).isEqualTo(TAKEN);
    assertThat(ask(governor, account(1))).isEqualTo(TOO_MANY);

    assertThat(seconds(refusal(governor, account(1)))).isBetween(50L, 62L);
    join(begin(20, () -> call(governor, account(1))));

    assertThat(vendor.limit().refused()).isEqualTo(1);
  }

  @Test
  void afterTheWaitOneCallAsksForAll() {
    vendor.fault(Fault.status("/2/users", 3, TOO_MANY, "").withHeader("Retry-After", "1"));
    Governor governor = node(PATIENT);
    assertThat(ask(governor, account(1))).isEqualTo(TOO_MANY);

    List<Integer> statuses = join(begin(20, () -> call(governor, account(1))));

    // The others wait for the outcome of the one that is refused again, and then of the next.
    assertThat(statuses.stream().filter(status -> status == TOO_MANY)).hasSize(2);
    assertThat(statuses.stream().filter(status -> status == TAKEN)).hasSize(18);
  }

  @ParameterizedTest
  @EnumSource(
      value = Announce.class,
      mode = Mode.EXCLUDE,
      names = {"NONE", "APP_USAGE", "SALESFORCE"})
  void aVendorThatAnnouncesItsWindowNeverHasToSayNo(Announce announce) {
    vendor.limit(CallLimit.of(10, 1000).announcing(announce));
    Governor governor = node(PATIENT);
    assertThat(call(governor, account(1))).isEqualTo(TAKEN);

    List<CompletableFuture<Integer>> calls = begin(30, () -> call(governor, account(1)));

    assertThat(join(calls)).containsOnly(TAKEN);
    assertThat(vendor.limit().refused()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"SALESFORCE, 10, false", "APP_USAGE, 100, true"})
  void aUsageThatIsNearlyUpIsNotUsedUpForAVendorsNo(Announce announce, int limit, boolean ofApp) {
    vendor.limit(CallLimit.of(limit, 600_000).announcing(announce));
    Governor governor = node(HASTY);

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i <= limit; i++) {
      statuses.add(call(governor, account(1)));
    }

    assertThat(statuses.subList(0, limit)).containsOnly(TAKEN);
    assertThat(statuses.getLast()).isEqualTo(TOO_MANY);
    assertThat(seconds(refusal(governor, account(1)))).isBetween(50L, 60L);
    assertThat(vendor.limit().refused()).isZero();
    // The organization of another account has calls left, where it is no limit of the app.
    assertThat(call(governor, account(2))).isEqualTo(TOO_MANY);
    assertThat(vendor.limit().refused()).isEqualTo(ofApp ? 0 : 1);
  }

  @Test
  void twoNodesKeepOneLimit() {
    vendor.limit(CallLimit.of(20, 1000));
    List<Governor> nodes = List.of(node(PATIENT), node(PATIENT));
    Limit limit = perApp(20, 1);
    List<CompletableFuture<Duration>> calls = new ArrayList<>();
    for (Governor node : nodes) {
      calls.addAll(
          begin(40, () -> time(() -> assertThat(call(node, account(1, limit))).isEqualTo(TAKEN))));
    }

    List<Duration> times = join(calls);

    assertThat(vendor.limit().taken()).isEqualTo(80);
    assertThat(vendor.limit().refused()).isZero();
    assertThat(times).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(8)));
  }

  @Test
  void aNodeThatHasAllGivesToOneThatLacks() {
    vendor.limit(CallLimit.of(10, 1000));
    Governor one = node(PATIENT);
    Governor other = node(PATIENT);
    Limit limit = perApp(10, 1);
    assertThat(join(begin(10, () -> call(one, account(1, limit))))).containsOnly(TAKEN);

    Duration time = time(() -> assertThat(call(other, account(2, limit))).isEqualTo(TAKEN));

    assertThat(time).isLessThan(Duration.ofSeconds(3));
    assertThat(vendor.limit().refused()).isZero();
  }

  @Test
  void whatANodeHasLeftBehindIsTakenByTheOther() {
    vendor.limit(CallLimit.of(10, 1000));
    Limit limit = perApp(10, 1);
    Governor one = node(PATIENT);
    assertThat(join(begin(10, () -> call(one, account(1, limit))))).containsOnly(TAKEN);
    one.close();

    Governor other = node(PATIENT);
    assertThat(join(begin(20, () -> call(other, account(2, limit))))).containsOnly(TAKEN);

    assertThat(vendor.limit().refused()).isZero();
  }

  @Test
  void aVendorThatAskedOneNodeToWaitIsLeftAloneByTheOther() throws Exception {
    vendor.limit(CallLimit.of(1, 60_000));
    Governor one = node(HASTY);
    Governor other = node(HASTY);
    assertThat(call(one, account(1))).isEqualTo(TAKEN);
    assertThat(ask(one, account(1))).isEqualTo(TOO_MANY);
    Thread.sleep(Duration.ofMillis(500));

    assertThat(seconds(refusal(other, account(1)))).isBetween(50L, 60L);
    assertThat(seconds(refusal(node(HASTY), account(1)))).isBetween(50L, 60L);
    assertThat(vendor.limit().refused()).isEqualTo(1);
  }

  @Test
  void withoutALimitNothingIsKeptAndTheDatabaseIsNotAsked() {
    Governor governor = node(PATIENT);

    assertThat(join(begin(100, () -> call(governor, account(1))))).containsOnly(TAKEN);

    assertThat(rows()).isZero();
  }

  private long rows() {
    return database
        .database()
        .read(handle ->
            handle
                .createQuery("select count(*) from provider_slots where scope like :app || '%'")
                .bind("app", app)
                .mapTo(Long.class)
                .one());
  }

  @Test
  void aCallThatNeverReachedTheVendorTakesNothing() {
    vendor.limit(CallLimit.of(1, 60_000));
    Governor governor = node(HASTY);
    LimitedAccount account = account(1, perApp(1, 60));
    Sender elsewhere =
        governor.sender(account, egress.bind(AllowedHosts.exactly(List.of("127.0.0.1:1"))));
    for (int i = 0; i < 3; i++) {
      assertThat(
              RawServerTest.catchKind(
                  () -> elsewhere.send(EgressRequest.of("GET", URI.create("http://127.0.0.1:1/")))))
          .isEqualTo(EgressException.Kind.UNREACHABLE);
    }

    assertThat(call(governor, account)).isEqualTo(TAKEN);
  }

  /** A vendor of 100 calls a second and ten clients that ask it 1,000 in all. */
  @Test
  void tenClientsThatComeAgainWhenToldAllGetTheirs() {
    vendor.limit(CallLimit.of(100, 1000));
    Governor governor = node(HASTY);
    Limit limit = perApp(100, 1);
    AtomicInteger putOff = new AtomicInteger();
    List<CompletableFuture<Duration>> clients = new ArrayList<>();
    for (int client = 1; client <= 10; client++) {
      LimitedAccount account = account(client, limit);
      clients.addAll(
          begin(
              1,
              () ->
                  time(() -> {
                    for (int done = 0; done < 100; ) {
                      try {
                        assertThat(ask(governor, account)).isEqualTo(TAKEN);
                        done++;
                      } catch (ApiException e) {
                        putOff.incrementAndGet();
                        pause(seconds(e));
                      }
                    }
                  })));
    }

    List<Duration> times = join(clients);

    assertThat(vendor.limit().taken()).isEqualTo(1000);
    assertThat(vendor.limit().refused()).isZero();
    assertThat(putOff).hasPositiveValue();
    long fastest = times.stream().mapToLong(Duration::toMillis).min().orElseThrow();
    long slowest = times.stream().mapToLong(Duration::toMillis).max().orElseThrow();
    assertThat(slowest - fastest).isLessThan(4000);
    assertThat(slowest).isLessThan(25_000);
  }

  private static void pause(long seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
