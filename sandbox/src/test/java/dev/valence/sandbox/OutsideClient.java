package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A vendor's client that is no Java library: a script on Node.js with the packages of {@code
 * src/test/clients}, or a program of the system such as rclone. Where they are not installed, tests
 * that need them are skipped, unless {@code VALENCE_TEST_CLIENTS} is {@code required}.
 */
public final class OutsideClient {

  /** What a run left. */
  public record Result(int exitCode, String output, String errors) {

    /** The output of a run that worked. */
    public String successful() {
      assertThat(exitCode).as(errors + output).isZero();
      return output;
    }
  }

  private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
  private static final long LONGEST_MINUTES = 3;

  private final List<String> command;

  private OutsideClient(List<String> command) {
    this.command = List.copyOf(command);
  }

  /**
   * A script among {@code src/test/clients}.
   *
   * @param script its file name
   */
  public static OutsideClient node(String script) {
    require(
        installed("node") && Files.isDirectory(SCRIPTS.resolve("node_modules")),
        "Node.js and the packages of " + SCRIPTS + " (npm ci)");
    return new OutsideClient(List.of("node", SCRIPTS.resolve(script).toString()));
  }

  /** A program of the system. */
  public static OutsideClient program(String name) {
    require(installed(name), name);
    return new OutsideClient(List.of(name));
  }

  /**
   * Runs it to its end.
   *
   * @param environment is added to the tests' own, without what that says of proxies and
   *     certificates
   */
  public Result run(Map<String, String> environment, String... arguments) {
    try {
      Path output = Files.createTempFile("client", ".out");
      Path errors = Files.createTempFile("client", ".err");
      List<String> whole = new ArrayList<>(command);
      whole.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(whole).redirectOutput(output.toFile()).redirectError(errors.toFile());
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.matches("(?i).*(_PROXY|_CA_BUNDLE|_CERT_FILE|_CA_CERTS)"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as("it ended").isTrue();
        return new Result(
            process.exitValue(),
            Files.readString(output, StandardCharsets.UTF_8),
            Files.readString(errors, StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly();
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void require(boolean present, String what) {
    if ("required".equals(System.getenv("VALENCE_TEST_CLIENTS"))) {
      assertThat(present).as("installed: " + what).isTrue();
    }
    assumeTrue(present, "not installed: " + what);
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
