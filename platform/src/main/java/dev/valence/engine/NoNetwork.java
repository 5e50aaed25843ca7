package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressException;
import dev.valence.egress.Sender;
import dev.valence.jdbc.DatabaseStatement;
import java.util.function.Function;

/** The network of a call that is explained: whoever needs it ends the explanation. */
final class NoNetwork {

  private static final String VENDOR = "before the call of the vendor";
  private static final String HOOK = "before a hook's own call";

  private boolean hookCalled;

  /** Says that the explanation is at its end. */
  static final class Needed extends RuntimeException {

    private static final long serialVersionUID = 1;

    Needed() {
      super(VENDOR, null, false, false);
    }
  }

  /** Takes the vendor's request. */
  Sender vendor(Explanation explanation) {
    return request -> {
      explanation.sends(request);
      throw new Needed();
    };
  }

  /** Takes the statement for a database. */
  Function<DatabaseStatement, JsonNode> database(Explanation explanation) {
    return statement -> {
      explanation.asks(statement);
      throw new Needed();
    };
  }

  /** Takes what hooks send. */
  Sender ofHooks() {
    return request -> {
      hookCalled = true;
      throw new EgressException(EgressException.Kind.REFUSED, "Nothing is sent.", null);
    };
  }

  /**
   * Whether a hook wanted to call somebody, so that what it says after that is not to be relied on.
   */
  boolean hookCalled() {
    return hookCalled;
  }

  /** Where the explanation ended. */
  String end(boolean vendorNeeded) {
    return hookCalled ? HOOK : vendorNeeded ? VENDOR : "at its end: the vendor is not called";
  }
}
