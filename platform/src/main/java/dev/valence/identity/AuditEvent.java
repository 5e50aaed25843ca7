package dev.valence.identity;

import org.jspecify.annotations.Nullable;

/**
 * What happened to something of an organization's. It names things by their numbers and keys and
 * has no place for a secret.
 *
 * @param organizationId whose log it stands in
 * @param actor who did it; null for whoever makes the call at hand, and nobody outside a call
 * @param action what was done
 * @param subject to what
 * @param succeeded whether it was done, or only tried
 */
public record AuditEvent(
    long organizationId,
    @Nullable Principal actor,
    Action action,
    Subject subject,
    boolean succeeded) {

  /** What can be done; the names are the API's. */
  public enum Action {
    SIGN_IN("signIn"),
    SECRET_READ("secretRead"),
    SECRET_REPLACED("secretReplaced"),
    CREATED("created"),
    CHANGED("changed"),
    DELETED("deleted"),
    ENABLED("enabled"),
    DISABLED("disabled"),
    ROLE_GRANTED("roleGranted"),
    ROLE_REVOKED("roleRevoked"),
    RECONNECTED("reconnected"),
    NEEDS_CONSENT("needsConsent"),
    CODE_REPLAYED("codeReplayed"),
    KEY_ROTATED("keyRotated");

    private final String key;

    Action(String key) {
      this.key = key;
    }

    /** The name in answers and in the database. */
    public String key() {
      return key;
    }
  }

  /** What kinds of things there are; the names are the API's. */
  public enum Kind {
    ORGANIZATION("organization"),
    ACCOUNT("account"),
    USER("user"),
    ELEMENT("element"),
    INSTANCE("elementInstance"),
    KEY("key");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The name in answers and in the database. */
    public String key() {
      return key;
    }
  }

  /**
   * A thing.
   *
   * @param id its number or key; null for several of them, such as those of a list
   */
  public record Subject(Kind kind, @Nullable String id) {}

  /** What was done by whoever makes the call at hand. */
  public static AuditEvent of(long organizationId, Action action, Kind kind, long id) {
    return of(organizationId, action, kind, String.valueOf(id));
  }

  /** The same of a thing that has no number, or of several. */
  public static AuditEvent of(long organizationId, Action action, Kind kind, @Nullable String id) {
    return new AuditEvent(organizationId, null, action, new Subject(kind, id), true);
  }

  /** The same, done by somebody. */
  public AuditEvent by(Principal who) {
    return new AuditEvent(organizationId, who, action, subject, succeeded);
  }

  /** The same, tried in vain. */
  public AuditEvent failed() {
    return new AuditEvent(organizationId, actor, action, subject, false);
  }
}
