package dev.valence.sandbox.face;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How the simulated users decide when an application asks for access. */
public final class Consent {

  /** Who decides. */
  public enum Mode {
    /** A person, on the consent page. */
    @JsonProperty("page")
    PAGE,
    /** Nobody: access is granted at once. */
    @JsonProperty("automatic")
    AUTOMATIC,
    /** Nobody: access is denied at once. */
    @JsonProperty("deny")
    DENY
  }

  /**
   * A way to decide.
   *
   * @param mode who decides
   * @param user the account that grants, or is offered first; null for the first account
   */
  public record Policy(Mode mode, @Nullable String user) {
    /** Checks the mode. */
    public Policy {
      if (mode == null) {
        throw new IllegalArgumentException("mode must be page, automatic or deny");
      }
    }
  }

  private static final Policy DEFAULT = new Policy(Mode.PAGE, null);

  private final AtomicReference<Policy> policy = new AtomicReference<>(DEFAULT);

  /** The way in force. */
  public Policy policy() {
    return policy.get();
  }

  /** Changes the way. */
  public void policy(Policy changed) {
    policy.set(changed);
  }

  void reset() {
    policy.set(DEFAULT);
  }
}
