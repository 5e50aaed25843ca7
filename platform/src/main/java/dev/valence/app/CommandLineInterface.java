package dev.valence.app;

import dev.valence.app.Settings.Describe;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
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
  private static final List<String> BACKUP = List.of("--to", "--master-key-to");
  private static final List<String> RESTORE = List.of("--from", "--master-key-from");

  private CommandLineInterface() {}

  /**
   * Runs a command.
   *
   * @param start runs the server
   * @param operator runs what operators do beside it
   * @return the status of the process
   */
  static int run(
      String[] arguments,
      IntSupplier start,
      ToIntFunction<ToIntFunction<OperatorCommands>> operator) {
    List<String> words = List.of(arguments);
    String command = words.isEmpty() ? "help" : words.getFirst();
    try {
      return switch (command) {
        case "start" -> {
          accept(words.subList(1, words.size()), List.of());
          yield start.getAsInt();
        }
        case "keys" -> {
          String step = words.size() < 2 ? "" : words.get(1);
          accept(words.subList(Math.min(2, words.size()), words.size()), List.of());
          yield switch (step) {
            case "prepare" -> operator.applyAsInt(OperatorCommands::prepareKeys);
            case "rotate" -> operator.applyAsInt(OperatorCommands::rotateKeys);
            case "status" -> operator.applyAsInt(OperatorCommands::keys);
            default -> refuse("keys takes prepare, rotate or status.");
          };
        }
        case "backup" -> {
          Map<String, Path> own = accept(words.subList(1, words.size()), BACKUP);
          Path to = required(own, "--to");
          yield operator.applyAsInt(
              commands -> commands.backup(to, Optional.ofNullable(own.get("--master-key-to"))));
        }
        case "restore" -> {
          Map<String, Path> own = accept(words.subList(1, words.size()), RESTORE);
          Path from = required(own, "--from");
          Path key = required(own, "--master-key-from");
          yield operator.applyAsInt(commands -> commands.restore(from, key));
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

  private static Path required(Map<String, Path> options, String name) {
    Path value = options.get(name);
    if (value == null) {
      throw new ParameterException(new CommandLine(CommandSpec.create()), name + " is missing");
    }
    return value;
  }

  /** Takes the settings among the options, and gives those that a command has besides. */
  private static Map<String, Path> accept(List<String> options, List<String> besides) {
    CommandSpec spec = CommandSpec.create().name("valence");
    besides.forEach(
        name -> spec.addOption(OptionSpec.builder(name).arity("1").type(String.class).build()));
    Map<String, Path> own = new HashMap<>();
    settings().stream()
        .filter(setting -> !setting.secret())
        .forEach(setting ->
            spec.addOption(
                OptionSpec.builder(setting.option()).arity("1").type(String.class).build()));
    new CommandLine(spec)
        .parseArgs(options.toArray(String[]::new))
        .matchedOptions()
        .forEach(option -> {
          String value = option.getValue();
          if (besides.contains(option.longestName())) {
            own.put(option.longestName(), Path.of(value));
          } else {
            System.setProperty(PREFIX + option.longestName().substring("--".length()), value);
          }
        });
    return own;
  }

  private static void help(PrintStream out) {
    out.println(
        """
        Usage: ./valence <command> [options]

          demo [--once] [--port N]     the platform and the sandbox, and a walk through both
          start [options]              the server
          prepare                      lets the server start faster
          keys rotate [options]        new keys in the place of all, while servers run
          keys prepare [options]       the first step of it, where servers have their own key files
          keys status [options]        the master key, a rotation under way, what does not open
          backup --to PATH [options]   all of the database in one file, while servers run or not;
                                       --master-key-to FILE writes the master key elsewhere
          restore --from FILE --master-key-from FILE [options]
                                       a backup into an empty database
          sandbox [--port 8090]        the simulator of the providers
          test                         format, lint, compile and all tests
          chaos [--minutes N] [--seed S]  two nodes under work while everything fails
          fuzz [--minutes N] [target]  hostile input for the parsers, or for the API with 'api'
          help                         this text

        Settings of the server, each an option and an environment variable:
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
