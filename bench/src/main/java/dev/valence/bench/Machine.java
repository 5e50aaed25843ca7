package dev.valence.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that is measured on, as far as figures depend on it. */
final class Machine {

  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path LOAD = Path.of("/proc/loadavg");

  private Machine() {}

  /** Its cores, memory, kernel and JDK. */
  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "cores",
        cores()
            + " ("
            + first(CPUS, "model name\\s*:\\s*(.*)", System.getProperty("os.arch", ""))
            + ")");
    facts.put(
        "memory", first(MEMORY, "MemTotal:\\s*(\\d+) kB", "0").replaceAll("\\d{3}$", "") + " MB");
    facts.put(
        "system", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
    facts.put("JDK", Runtime.version().toString());
    return facts;
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The load of the last 1, 5 and 15 minutes. */
  static String loadAverage() {
    return first(LOAD, "^(\\S+ \\S+ \\S+)", "unknown");
  }

  /** What a program says of its version, where a pattern finds it; empty without the program. */
  static String version(String pattern, String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher matcher = Pattern.compile(pattern).matcher(said);
      return matcher.find() ? matcher.group(1) : "";
    } catch (IOException notThere) {
      return "";
    }
  }

  private static String first(Path file, String pattern, String otherwise) {
    try {
      Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(file));
      return matcher.find() ? matcher.group(1).strip() : otherwise;
    } catch (IOException notLinux) {
      return otherwise;
    }
  }
}
