package dev.valence.script;

import dev.valence.script.ScriptException.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/** Says what went wrong in a script, and where. */
final class Failures {

  private static final int LONGEST = 500;

  private Failures() {}

  /**
   * The failure of a script.
   *
   * @param source what was run of it; null when it did not come so far
   */
  static ScriptException of(Script script, @Nullable Source source, PolyglotException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e.isResourceExhausted()) {
      return message.startsWith("Statement count limit")
          ? limit(script, "executed too many statements")
          : limit(script, "took too much memory");
    }
    if (message.startsWith("RangeError: Maximum call stack size exceeded")) {
      return limit(script, "called itself too often");
    }
    if (message.startsWith("RangeError: Invalid string length")) {
      return limit(script, "made a text that is too long");
    }
    OptionalInt line = line(script, source, e);
    String where = line.isPresent() ? " in line " + line.getAsInt() : "";
    return new ScriptException(
        Kind.FAILED,
        "%s failed%s: %s"
            .formatted(subject(script), where, cause(script, e.isSyntaxError(), message)),
        line.orElse(0));
  }

  /** The failure of a script that took too much of something. */
  static ScriptException limit(Script script, String what) {
    return stopped(script, Kind.LIMIT, what);
  }

  /**
   * The failure of a script that was stopped.
   *
   * @param what what it did, or what happened to it, after its name
   */
  static ScriptException stopped(Script script, Kind kind, String what) {
    return new ScriptException(kind, subject(script) + " " + what + ".", 0);
  }

  /** A length of time as messages have it. */
  static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String subject(Script script) {
    String name = script.name();
    return name.isEmpty()
        ? "A script"
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The message without the position and the excerpt that syntax errors have. */
  private static String cause(Script script, boolean syntax, String message) {
    String first = message.lines().findFirst().orElse("");
    if (syntax) {
      int position = first.indexOf(script.name() + ":");
      if (position >= 0) {
        String rest = first.substring(position + script.name().length());
        first = first.substring(0, position) + rest.replaceFirst("^:\\d+:\\d+ ", "");
      }
    }
    String shortened = first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first;
    return shortened.endsWith(".") ? shortened : shortened + ".";
  }

  /** The innermost line of the script itself, not of a library that it called. */
  private static OptionalInt line(Script script, @Nullable Source source, PolyglotException e) {
    if (source == null) {
      return OptionalInt.empty();
    }
    SourceSection own = e.getSourceLocation();
    int lines = (int) script.body().lines().count();
    if (own != null && own.getSource().equals(source)) {
      return OptionalInt.of(Math.clamp(own.getStartLine(), 1, Math.max(lines, 1)));
    }
    return StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false)
        .filter(PolyglotException.StackFrame::isGuestFrame)
        .map(PolyglotException.StackFrame::getSourceLocation)
        .filter(section -> section != null && section.getSource().equals(source))
        .mapToInt(SourceSection::getStartLine)
        .findFirst();
  }
}
