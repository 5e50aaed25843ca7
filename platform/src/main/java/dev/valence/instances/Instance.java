package dev.valence.instances;

import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One connected account of an element, as it is stored.
 *
 * @param id its number
 * @param organizationId whose it is
 * @param accountId the account in which it was made
 * @param user who made it
 * @param elementId the element that it connects
 * @param name the label
 * @param tags labels to find it by
 * @param token what authenticates calls to it
 * @param externalAuthentication {@link Grant#INITIAL} when the caller had got the first tokens
 *     itself, else {@link Grant#NONE}
 * @param disabled whether calls to it are refused for now
 * @param state whether it is connected
 * @param values what was given or received for its configuration; the element's defaults are not
 *     among them
 * @param createdDate when it was made
 * @param updatedDate when it was last changed
 * @param traceUntil until when its calls are traced; null when they are not
 */
record Instance(
    long id,
    long organizationId,
    long accountId,
    Owner user,
    long elementId,
    String name,
    List<String> tags,
    Secret token,
    String externalAuthentication,
    boolean disabled,
    State state,
    SequencedMap<String, Value> values,
    Instant createdDate,
    Instant updatedDate,
    @Nullable Instant traceUntil) {

  Instance {
    tags = List.copyOf(tags);
    values = new LinkedHashMap<>(values);
  }

  /** Whether its calls are traced. */
  boolean traced(Instant now) {
    return traceUntil != null && now.isBefore(traceUntil);
  }

  /** The text of a stored value, secret or not. */
  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::text);
  }

  /**
   * The user who made an instance, as its answer shows it.
   *
   * @param id the user's number
   * @param emailAddress the user's e-mail
   * @param firstName the user's first name
   * @param lastName the user's last name
   */
  record Owner(long id, String emailAddress, String firstName, String lastName) {}

  /**
   * Whether an instance is connected.
   *
   * @param name {@link #CONNECTED} or {@link #NEEDS_CONSENT}
   * @param since when it came about
   * @param reason why consent is needed; null while connected
   * @param damaged whether what is stored cannot be read, so that no call can be made
   */
  record State(String name, Instant since, @Nullable String reason, boolean damaged) {

    /** Calls can be made. */
    static final String CONNECTED = "connected";

    /** The provider no longer accepts what we hold: only the user's new consent helps. */
    static final String NEEDS_CONSENT = "needs_consent";

    boolean needsConsent() {
      return name.equals(NEEDS_CONSENT);
    }
  }

  /** A value of the configuration. */
  sealed interface Value {

    /** Its text. */
    String text();

    /** A value in the form in which it is stored; what its element does not declare is secret. */
    static Value of(Element element, String key, String text) {
      boolean secret =
          element
              .configurationEntry(key)
              .map(ConfigurationEntry::secret)
              .orElse(!key.equals(LiveInstance.DEBUG));
      return secret ? new Hidden(Secret.of(text)) : new Plain(text);
    }

    /** A value that answers show. */
    record Plain(String text) implements Value {}

    /** A value that is sealed at rest and masked in answers. */
    record Hidden(Secret secret) implements Value {

      @Override
      public String text() {
        return secret.reveal();
      }
    }
  }
}
