package dev.valence.script;

import java.time.Duration;

/**
 * What a script may take up. Whatever it exceeds, it is stopped, and its caller gets a {@link
 * ScriptException}.
 *
 * @param time how long a run may last, waiting for answers included; also how long it may wait for
 *     its turn
 * @param processorTime how long a run may compute
 * @param statements how many statements a run may execute
 * @param memory how many bytes a run may allocate in all; what it holds is less
 * @param organizationMemory the same for all runs of an organization that have not ended
 * @param text the longest text and the largest typed array that a script can make, in characters
 *     and bytes; also the longest result
 * @param console how many characters of what it prints are kept
 * @param timers how many timers a run may set
 * @param calls how many HTTP calls a run may make
 * @param callBody the largest body of such a call's answer in bytes
 * @param threads how many scripts run at once
 * @param organizationThreads how many of these may be an organization's
 * @param organizationRuns how many runs of an organization may wait or run at once
 */
public record ScriptLimits(
    Duration time,
    Duration processorTime,
    long statements,
    long memory,
    long organizationMemory,
    int text,
    int console,
    int timers,
    int calls,
    int callBody,
    int threads,
    int organizationThreads,
    int organizationRuns) {

  private static final int MEBIBYTE = 1024 * 1024;

  /**
   * The limits of an installation that changes none. The memory is a share of the heap, so that a
   * hostile script cannot take all of it.
   */
  public static ScriptLimits standard() {
    long heap = Runtime.getRuntime().maxMemory();
    int processors = Runtime.getRuntime().availableProcessors();
    return new ScriptLimits(
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        100_000_000,
        Math.clamp(heap / 8, 32 * MEBIBYTE, 256 * MEBIBYTE),
        Math.max(heap / 4, 64 * MEBIBYTE),
        4 * MEBIBYTE,
        64 * 1024,
        1000,
        20,
        4 * MEBIBYTE,
        Math.max(4, 2 * processors),
        Math.max(2, processors),
        100);
  }

  /**
   * The same limits with another length of a run; the computing in it can take no longer either.
   *
   * @param newTime more than zero
   */
  public ScriptLimits withTime(Duration newTime) {
    return new ScriptLimits(
        newTime,
        newTime.compareTo(processorTime) < 0 ? newTime : processorTime,
        statements,
        memory,
        organizationMemory,
        text,
        console,
        timers,
        calls,
        callBody,
        threads,
        organizationThreads,
        organizationRuns);
  }

  /** The same limits with another computing time. */
  public ScriptLimits withProcessorTime(Duration newTime) {
    return new ScriptLimits(
        time,
        newTime,
        statements,
        memory,
        organizationMemory,
        text,
        console,
        timers,
        calls,
        callBody,
        threads,
        organizationThreads,
        organizationRuns);
  }

  /** The same limits with other numbers of threads and runs. */
  public ScriptLimits withShares(int all, int organizationsThreads, int organizationsRuns) {
    return new ScriptLimits(
        time,
        processorTime,
        statements,
        memory,
        organizationMemory,
        text,
        console,
        timers,
        calls,
        callBody,
        all,
        organizationsThreads,
        organizationsRuns);
  }
}
