package dev.valence.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with the next calls of a face.
 *
 * @param path the prefix of the paths of the calls that are hit
 * @param times how many calls are hit; by default 1
 * @param when whether the vendor has processed the call when it goes wrong; by default {@code
 *     before}
 * @param kind what goes wrong
 * @param status the HTTP status of the answer that is sent instead; for kind {@code status}
 * @param headers the headers of the answer that is sent instead
 * @param body the body of the answer that is sent instead
 * @param delayMillis how long the answer is late; for kind {@code delay}
 * @param afterBytes how many bytes of the body are sent; for kinds {@code truncate} and {@code
 *     stall}, by default half
 */
public record Fault(
    String path,
    @Nullable Integer times,
    @Nullable When when,
    Kind kind,
    @Nullable Integer status,
    @Nullable Map<String, String> headers,
    @Nullable String body,
    @Nullable Long delayMillis,
    @Nullable Long afterBytes) {

  /** Whether the call has an effect at the vendor. */
  public enum When {
    /** The vendor has not processed the call. */
    @JsonProperty("before")
    BEFORE,
    /** The vendor has processed the call; only the answer is affected. */
    @JsonProperty("after")
    AFTER
  }

  /** What goes wrong. */
  public enum Kind {
    /** Another answer is sent instead. */
    @JsonProperty("status")
    STATUS,
    /** The answer is late. */
    @JsonProperty("delay")
    DELAY,
    /** The answer waits until the holds are released. */
    @JsonProperty("hold")
    HOLD,
    /** The connection closes without an answer. */
    @JsonProperty("cut")
    CUT,
    /** The connection closes in the middle of the body. */
    @JsonProperty("truncate")
    TRUNCATE,
    /** The answer waits in the middle of the body until the holds are released. */
    @JsonProperty("stall")
    STALL
  }

  /** Checks that the fields the kind needs are there. */
  public Fault {
    if (path == null || !path.startsWith("/")) {
      throw new IllegalArgumentException("path must start with /");
    }
    if (kind == null) {
      throw new IllegalArgumentException(
          "kind must be status, delay, hold, cut, truncate or stall");
    }
    times = times == null ? 1 : times;
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1");
    }
    when = when == null ? When.BEFORE : when;
    if (kind == Kind.STATUS && (status == null || status < 200 || status > 599)) {
      throw new IllegalArgumentException("status must be between 200 and 599");
    }
    if (kind == Kind.DELAY && (delayMillis == null || delayMillis < 0)) {
      throw new IllegalArgumentException("delayMillis must be 0 or more");
    }
    if ((kind == Kind.TRUNCATE || kind == Kind.STALL) && when == When.BEFORE) {
      throw new IllegalArgumentException(
          "truncate and stall need \"when\":\"after\", there is no body yet");
    }
    if (afterBytes != null && afterBytes < 0) {
      throw new IllegalArgumentException("afterBytes must be 0 or more");
    }
    headers = headers == null ? Map.of() : Map.copyOf(headers);
  }

  private Fault(String path, int times, When when, Kind kind) {
    this(path, times, when, kind, null, null, null, null, null);
  }

  /** The next calls are answered with a status and a body and not processed. */
  public static Fault status(String path, int times, int status, String body) {
    return new Fault(path, times, When.BEFORE, Kind.STATUS, status, null, body, null, null);
  }

  /** The next call waits before it is processed. */
  public static Fault delay(String path, Duration delay) {
    return new Fault(path, 1, When.BEFORE, Kind.DELAY, null, null, null, delay.toMillis(), null);
  }

  /** The next call waits before it is processed until the holds are released. */
  public static Fault hold(String path) {
    return new Fault(path, 1, When.BEFORE, Kind.HOLD);
  }

  /** The connection of the next call closes before it is processed. */
  public static Fault cut(String path) {
    return new Fault(path, 1, When.BEFORE, Kind.CUT);
  }

  /** The next call is processed, and its answer ends after some bytes of the body. */
  public static Fault truncate(String path, long afterBytes) {
    return new Fault(path, 1, When.AFTER, Kind.TRUNCATE, null, null, null, null, afterBytes);
  }

  /**
   * The next call is processed, and its answer waits after some bytes of the body until the holds
   * are released or the client is gone.
   */
  public static Fault stall(String path, long afterBytes) {
    return new Fault(path, 1, When.AFTER, Kind.STALL, null, null, null, null, afterBytes);
  }

  /** The same fault after the vendor has processed the call. */
  public Fault afterProcessing() {
    return new Fault(path, times, When.AFTER, kind, status, headers, body, delayMillis, afterBytes);
  }

  /** The same fault for a number of calls. */
  public Fault times(int calls) {
    return new Fault(path, calls, when, kind, status, headers, body, delayMillis, afterBytes);
  }

  /** The same fault with one more header in the answer that is sent instead. */
  public Fault withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>();
    if (headers != null) {
      all.putAll(headers);
    }
    all.put(name, value);
    return new Fault(path, times, when, kind, status, all, body, delayMillis, afterBytes);
  }
}
