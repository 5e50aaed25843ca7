package dev.valence.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/**
 * A script as the engine takes it: the function whose body it is. It is compiled by the first run.
 *
 * <p>The documented variables are the function's parameters, so that {@code var} of the same name
 * keeps the value. A script that declares one of them by {@code let} or {@code const} gets all of
 * them as globals instead: it means a variable of its own.
 */
final class CompiledScript {

  /**
   * Every variable that the contract documents (contract, element format 7.1); never undeclared.
   */
  static final List<String> VARIABLES =
      List.of(
          "configuration",
          "events",
          "meta_data",
          "objectName",
          "object_name",
          "request_body",
          "request_body_map",
          "request_expression",
          "request_headers",
          "request_id",
          "request_method",
          "request_parameters",
          "request_path",
          "request_path_variables",
          "request_previous_response",
          "request_previous_response_headers",
          "request_vendor_body",
          "request_vendor_body_map",
          "request_vendor_headers",
          "request_vendor_method",
          "request_vendor_parameters",
          "request_vendor_path",
          "request_vendor_url",
          "response_body",
          "response_body_map",
          "response_body_raw",
          "response_body_raw_map",
          "response_error",
          "response_error_message",
          "response_headers",
          "response_iserror",
          "response_status_code");

  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  private final Script script;
  private final Set<String> words = new HashSet<>();
  private final List<String> mentioned;
  private volatile @Nullable Form form;

  /**
   * What came of compiling.
   *
   * @param source the function; null when the script does not compile
   * @param parameters how many of the variables are its parameters
   * @param failure why it does not compile
   */
  record Form(@Nullable Source source, int parameters, @Nullable ScriptException failure) {}

  CompiledScript(Script script) {
    this.script = script;
    Matcher matcher = WORD.matcher(script.body());
    while (matcher.find()) {
      words.add(matcher.group());
    }
    this.mentioned = VARIABLES.stream().filter(words::contains).toList();
  }

  /**
   * The variables that a run has to be given, in their order: the documented ones that the script
   * mentions, and of the others that there are those that it mentions.
   */
  List<String> variables(Set<String> offered) {
    List<String> all = new ArrayList<>(mentioned);
    offered.stream()
        .filter(name -> words.contains(name) && !VARIABLES.contains(name))
        .sorted()
        .forEach(all::add);
    return all;
  }

  /**
   * Compiles the script, once.
   *
   * @param parser parses a source, or throws
   */
  Form compiled(Consumer<Source> parser) {
    Form known = form;
    if (known == null) {
      known = compile(parser);
      form = known;
    }
    return known;
  }

  private Form compile(Consumer<Source> parser) {
    Source parameters = source(mentioned);
    ScriptException failure = failure(parameters, parser);
    if (failure == null) {
      return new Form(parameters, mentioned.size(), null);
    }
    Source globals = source(List.of());
    return failure(globals, parser) == null
        ? new Form(globals, 0, null)
        : new Form(null, 0, failure);
  }

  private @Nullable ScriptException failure(Source source, Consumer<Source> parser) {
    try {
      parser.accept(source);
      return null;
    } catch (PolyglotException e) {
      if (!e.isSyntaxError()) {
        throw e;
      }
      return Failures.of(script, source, e);
    }
  }

  /** The body begins in the first line, so that its lines are counted right. */
  private Source source(List<String> parameters) {
    List<String> all = new ArrayList<>(parameters);
    all.add("done");
    return Source.newBuilder(
            "js",
            "(function (" + String.join(", ", all) + ") {" + script.body() + "\n})",
            script.name())
        .buildLiteral();
  }
}
