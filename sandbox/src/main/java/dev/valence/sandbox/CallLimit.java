package dev.valence.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of a face are taken within any time of a length; more are refused and not
 * processed.
 *
 * @param path the prefix of the paths of the calls that count; by default all
 * @param calls how many are taken
 * @param millis the length of the time
 * @param per whose calls are counted together; by default everybody's
 * @param status the HTTP status of a refusal; by default 429
 * @param body the body of a refusal; by default empty
 * @param retryAfter how a refusal says when to come again; by default in seconds
 * @param announce the headers by which every answer says how many calls are left; by default none
 */
public record CallLimit(
    @Nullable String path,
    int calls,
    long millis,
    @Nullable Per per,
    @Nullable Integer status,
    @Nullable String body,
    @Nullable RetryAfter retryAfter,
    @Nullable Announce announce) {

  /** Whose calls are counted together. */
  public enum Per {
    /** Those of everybody. */
    @JsonProperty("face")
    FACE,
    /** Those with the same {@code Authorization}. */
    @JsonProperty("token")
    TOKEN
  }

  /** The form of {@code Retry-After}. */
  public enum RetryAfter {
    /** Whole seconds. */
    @JsonProperty("seconds")
    SECONDS,
    /** An HTTP date. */
    @JsonProperty("date")
    DATE,
    /** There is none. */
    @JsonProperty("none")
    NONE
  }

  /** Headers that vendors have. */
  public enum Announce {
    /** None. */
    @JsonProperty("none")
    NONE,
    /** {@code RateLimit-Limit}, {@code RateLimit-Remaining}, {@code RateLimit-Reset}. */
    @JsonProperty("ratelimit")
    RATELIMIT,
    /** {@code RateLimit} and {@code RateLimit-Policy}, in structured fields. */
    @JsonProperty("structured")
    STRUCTURED,
    /** {@code X-RateLimit-…}, with the end as a time of Unix. */
    @JsonProperty("x-ratelimit")
    X_RATELIMIT,
    /** {@code Sforce-Limit-Info}. */
    @JsonProperty("salesforce")
    SALESFORCE,
    /** {@code X-App-Usage}. */
    @JsonProperty("app-usage")
    APP_USAGE
  }

  /** Fills in what is left out. */
  public CallLimit {
    path = path == null ? "/" : path;
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must start with /");
    }
    if (calls < 0) {
      throw new IllegalArgumentException("calls must be 0 or more");
    }
    if (millis < 1) {
      throw new IllegalArgumentException("millis must be at least 1");
    }
    per = per == null ? Per.FACE : per;
    status = status == null ? 429 : status;
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status must be between 400 and 599");
    }
    body = body == null ? "" : body;
    retryAfter = retryAfter == null ? RetryAfter.SECONDS : retryAfter;
    announce = announce == null ? Announce.NONE : announce;
  }

  /** So many calls of everybody within any such time. */
  public static CallLimit of(int calls, long millis) {
    return new CallLimit(null, calls, millis, null, null, null, null, null);
  }

  /** The same limit for the calls below a path. */
  public CallLimit at(String prefix) {
    return new CallLimit(prefix, calls, millis, per, status, body, retryAfter, announce);
  }

  /** The same limit for each token. */
  public CallLimit perToken() {
    return new CallLimit(path, calls, millis, Per.TOKEN, status, body, retryAfter, announce);
  }

  /** The same limit, with refusals that say otherwise when to come again. */
  public CallLimit with(RetryAfter form) {
    return new CallLimit(path, calls, millis, per, status, body, form, announce);
  }

  /** The same limit, told in headers. */
  public CallLimit announcing(Announce headers) {
    return new CallLimit(path, calls, millis, per, status, body, retryAfter, headers);
  }

  /** The same limit with another refusal. */
  public CallLimit refusing(int withStatus, String withBody) {
    return new CallLimit(path, calls, millis, per, withStatus, withBody, retryAfter, announce);
  }
}
