package dev.valence.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients work on two nodes while one disaster after the other happens, in an order that the seed
 * decides; after each of them what they were told is compared with what there is.
 *
 * <p>The system property {@code chaos.seed} repeats an order, {@code chaos.minutes} makes the run
 * last, and {@code chaos.only} has the disasters that are named, by commas. The figures are in
 * {@code target/chaos/report.md}.
 */
class ChaosIT {

  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime() % 1_000_000);
  private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("chaos.minutes", 0));
  private static final Tally TALLY = new Tally();

  @TempDir static Path home;

  private static World world;
  private static Checker checker;
  private static Instant began;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    System.out.println("chaos.seed=" + SEED);
    world = World.start(home, SEED, TALLY);
    checker = new Checker(world);
    began = Instant.now();
    Thread.sleep(Duration.ofSeconds(3));
    checker.check("the start");
  }

  @AfterAll
  static void end() throws IOException, InterruptedException {
    if (world == null) {
      return;
    }
    world.close();
    Path report = Files.createDirectories(Path.of("target", "chaos")).resolve("report.md");
    Files.writeString(report, TALLY.report(SEED, Duration.between(began, Instant.now())));
    if (!TALLY.violations().isEmpty()) {
      keepLogs(report.getParent());
    }
  }

  /** What happens; in a short run of those that kill a node at a point only one. */
  static Stream<Disaster> disasters() {
    Random random = new Random(SEED);
    String only = System.getProperty("chaos.only", "");
    if (!only.isEmpty()) {
      return Arrays.stream(only.split(",")).map(Disaster::valueOf);
    }
    List<Disaster> all = new ArrayList<>(List.of(Disaster.values()));
    if (LENGTH.isZero()) {
      Collections.shuffle(all, random);
      Optional<Disaster> kill = all.stream().filter(ChaosIT::killsAtAPoint).findFirst();
      all.removeIf(each -> killsAtAPoint(each) && !kill.get().equals(each));
      return all.stream();
    }
    Instant end = Instant.now().plus(LENGTH);
    return Stream.generate(
            () -> {
              Collections.shuffle(all, random);
              return List.copyOf(all);
            })
        .flatMap(List::stream)
        .takeWhile(each -> Instant.now().isBefore(end));
  }

  private static boolean killsAtAPoint(Disaster disaster) {
    return disaster.name().startsWith("NODE_KILLED_");
  }

  @ParameterizedTest
  @MethodSource("disasters")
  void whatWasPromisedIsKept(Disaster disaster) throws IOException, InterruptedException {
    Optional<String> impossible = disaster.impossible(world);
    impossible.ifPresent(why -> TALLY.skipped(disaster, why));
    Assumptions.assumeTrue(impossible.isEmpty(), () -> impossible.orElse(""));
    List<String> before = TALLY.violations();

    world.observerOfOne().untouched(false);
    world.observerOfOther().untouched(disaster.sparesTheOther());
    disaster.happen(world);
    Duration healed = Duration.ZERO;
    for (Observer observer : world.observers()) {
      healed = healed.plus(observer.untilWell());
      observer.untouched(true);
    }
    TALLY.happened(disaster, healed);
    checker.check(disaster.words());

    assertThat(TALLY.violations().stream().skip(before.size())).isEmpty();
  }

  private static void keepLogs(Path target) throws IOException {
    try (Stream<Path> logs = Files.list(home)) {
      for (Path log : logs.filter(path -> path.toString().endsWith(".log")).toList()) {
        Files.copy(log, target.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
