package dev.valence.script;

import java.util.OptionalInt;

/** A script that did not come to its end. The message names the script, and the line if known. */
public final class ScriptException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why it did not. */
  public enum Kind {
    /** It does not compile, or threw. */
    FAILED,
    /** It took too much time, memory, output or too many steps. */
    LIMIT,
    /** The organization's other scripts take up its share. */
    BUSY
  }

  private final Kind kind;
  private final int line;

  /**
   * @param line where in the script, from 1; 0 when that is not known
   */
  public ScriptException(Kind kind, String message, int line) {
    super(message, null, false, false);
    this.kind = kind;
    this.line = line;
  }

  /** Why it did not come to its end. */
  public Kind kind() {
    return kind;
  }

  /** The line of the script, from 1, where it is known. */
  public OptionalInt line() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }
}
