package dev.valence.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time that a process has had, as Linux counts it in {@code /proc/<pid>/stat}; that
 * of the processes that it has started and that still run is added.
 */
final class CpuTime {

  /** Ticks of {@code /proc} are 100 a second on every system that Linux runs on today. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields after the name, which stands in brackets and may have anything in it: man 5 proc. */
  private static final int UTIME = 11;

  private static final int CSTIME = 14;

  private CpuTime() {}

  /** Seconds in user and in system mode, of the process and its descendants. */
  static double seconds(ProcessHandle process) {
    return own(process.pid()) + process.descendants().mapToDouble(child -> own(child.pid())).sum();
  }

  /** Those of a process, and of its children that have ended. */
  private static double own(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", CSTIME + 2);
      double ticks = 0;
      for (int i = UTIME; i <= CSTIME; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException ended) {
      return 0;
    }
  }
}
