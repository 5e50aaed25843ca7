package dev.valence.instances;

import dev.valence.engine.Engine;
import dev.valence.model.Element;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The session of an instance without tokens, as its configuration keeps it: the element begins it
 * at connecting and, by its step {@code onRefresh}, whenever it is over (contract, element format
 * 2.1 and 5).
 *
 * @param time when it was begun, as it is written; by it a session is known from the next one
 * @param lifetime how long it lasts, where that is known
 */
record StoredSession(Optional<String> time, Optional<Lifetime> lifetime) {

  /** When a session was begun, in milliseconds since 1970. */
  static final String TIME = "authentication.time";

  private static final String LENGTH = "expires_in";

  /** Whether an element's sessions can be begun anew. */
  static boolean renewable(Element element) {
    return !Authorizations.usesTokens(element)
        && Engine.declares(element, TokenSteps.AFTER_REFRESH);
  }

  static StoredSession of(ConfiguredElement connected) {
    return new StoredSession(connected.own(TIME), connected.lifetime(TIME, LENGTH));
  }

  /** Whether it is to be begun anew; never while its lifetime is unknown. */
  boolean due(Instant now) {
    return lifetime.filter(life -> life.ending(now)).isPresent();
  }

  /** Whether it is over; never while its lifetime is unknown. */
  boolean over(Instant now) {
    return lifetime.filter(life -> life.over(now)).isPresent();
  }

  /**
   * The configuration before the steps that begin a session, one of which may say when it began.
   */
  static ConfiguredElement undated(ConfiguredElement connected) {
    return connected.without(Set.of(TIME));
  }

  /** The configuration after them: where an element wants to know the time, and none said it. */
  static ConfiguredElement dated(ConfiguredElement connected) {
    boolean wanted =
        connected.element().configurationEntry(TIME).isPresent() || renewable(connected.element());
    return wanted && connected.find(TIME).isEmpty()
        ? connected.with(TIME, String.valueOf(System.currentTimeMillis()))
        : connected;
  }

  /** The configuration with a session other than this one, whatever the steps have written. */
  ConfiguredElement succeeded(ConfiguredElement after) {
    return after.own(TIME).equals(time)
        ? after.with(TIME, String.valueOf(System.currentTimeMillis()))
        : after;
  }
}
