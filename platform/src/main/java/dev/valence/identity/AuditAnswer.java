package dev.valence.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit log as answers show it.
 *
 * @param createdDate when it happened
 * @param userId who did it; null where nobody was calling
 * @param accountId the account of that user
 * @param ipAddress where the call came from
 * @param requestId the id of the call, which its answer and the server's log have too
 * @param action what was done, such as {@code signIn}
 * @param subject to what
 * @param outcome {@code success} or {@code failure}
 */
public record AuditAnswer(
    long id,
    Instant createdDate,
    @Nullable Long userId,
    @Nullable Long accountId,
    @Nullable String ipAddress,
    @Nullable String requestId,
    String action,
    SubjectAnswer subject,
    String outcome) {

  /**
   * What something was done to.
   *
   * @param type such as {@code elementInstance}
   * @param id its number; null for several
   */
  public record SubjectAnswer(String type, @Nullable String id) {}
}
