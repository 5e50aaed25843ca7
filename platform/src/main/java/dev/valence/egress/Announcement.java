package dev.valence.egress;

import dev.valence.model.Limit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says in an answer of the calls that are left.
 *
 * @param family the headers that say so; what they said before is void
 * @param per whose calls are meant; null where they do not say it, which is then the app if all
 *     limits that the element declares are an app's, and else the account
 * @param limit the calls within the whole window; {@link #UNKNOWN} where they do not say it
 * @param remaining the calls that are left
 * @param ends when there are more again, or, where nobody knows, when it is worth asking
 * @param renews whether all of the limit is there again at the end
 */
record Announcement(
    String family,
    Limit.@Nullable Per per,
    long limit,
    long remaining,
    Duration ends,
    boolean renews) {

  static final long UNKNOWN = -1;

  /** Longer ones are not believed: nothing would ever learn that they are over. */
  private static final Duration LONGEST = Duration.ofDays(1);

  Announcement {
    remaining = Math.max(0, remaining);
    ends = RetryAfter.notNegative(ends);
    ends = ends.compareTo(LONGEST) > 0 ? LONGEST : ends;
  }
}
