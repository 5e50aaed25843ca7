package dev.valence.app;

import dev.valence.app.Settings.Describe;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line of the server: every setting of {@link Settings} that is no secret is an option.
 * What an option says becomes a system property, which wins over the environment.
 */
final class CommandLineInterface {

  private static final String PREFIX = "valence.";
  private static final Properties DEFAULTS = defaults();

  private CommandLineInterface() {}

  /**
   * Runs {@code start} or {@code help}.
   *
   * @return the status of the process
   */
  static int run(String[] arguments, IntSupplier start) {
    List<String> words = List.of(arguments);
    String command = words.isEmpty() ? "help" : words.getFirst();
    try {
      return switch (command) {
        case "start" -> {
          accept(words.subList(1, words.size()));
          yield start.getAsInt();
        }
        case "help" -> {
          help(System.out);
          yield 0;
        }
        default -> refuse("there is no command '" + command + "'.");
      };
    } catch (ParameterException e) {
      return refuse(e.getMessage() + ". './valence help' lists the settings.");
    }
  }

  /** Every setting, in the order of its name. */
  static List<Setting> settings() {
    return Arrays.stream(Settings.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Describe.class))
        .map(Setting::of)
        .sorted(Comparator.comparing(Setting::name))
        .toList();
  }

  private static Properties defaults() {
    Properties defaults = new Properties();
    try (InputStream file =
        Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      defaults.load(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return defaults;
  }

  private static int refuse(String reason) {
    System.err.println("valence: " + reason);
    return 2;
  }

  private static void accept(List<String> options) {
    CommandSpec spec = CommandSpec.create().name("valence start");
    settings().stream()
        .filter(setting -> !setting.secret())
        .forEach(setting ->
            spec.addOption(
                OptionSpec.builder(setting.option()).arity("1").type(String.class).build()));
    new CommandLine(spec)
        .parseArgs(options.toArray(String[]::new))
        .matchedOptions()
        .forEach(option ->
            System.setProperty(
                PREFIX + option.longestName().substring("--".length()), option.getValue()));
  }

  private static void help(PrintStream out) {
    out.println(
        """
        Usage: ./valence <command> [options]

          demo [--once] [--port N]     the platform and the sandbox, and a walk through both
          start [options]              the server
          sandbox [--port 8090]        the simulator of the providers
          test                         format, lint, compile and all tests
          fuzz [--minutes N] [target]  hostile input for the parsers
          help                         this text

        Settings of the server, each an option of start and an environment variable:
        """);
    for (Setting setting : settings()) {
      String option = setting.secret() ? "(environment only)" : setting.option();
      String fallback = setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback() + ".";
      out.printf("  %-22s %s%n", option, setting.variable());
      out.println("      " + setting.description() + fallback);
    }
    out.println();
    out.println("VALENCE_JAVA_OPTIONS holds options for the Java machine, such as -Xmx512m.");
  }

  /**
   * A setting as the help shows it.
   *
   * @param name in lower case with dashes
   * @param description one sentence
   * @param fallback the value without the setting, or empty
   * @param secret whether only the environment gives it
   */
  record Setting(String name, String description, String fallback, boolean secret) {

    static Setting of(Method method) {
      Describe describe = method.getAnnotation(Describe.class);
      String name = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      return new Setting(
          name, describe.value(), DEFAULTS.getProperty(PREFIX + name, ""), describe.secret());
    }

    String option() {
      return "--" + name;
    }

    String variable() {
      return "VALENCE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
  }
}
