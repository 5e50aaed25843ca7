package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.FaceState;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The face's variants, which are texts, as what they mean. */
final class Variants {

  /** In which of its two known forms a short-lived token comes. */
  static final String TOKEN_SHAPE = "tokenShape";

  /** How long what is to be published is in progress, in milliseconds. */
  static final String CONTAINER_MILLIS = "containerMillis";

  /** Whether that ends with {@code FINISHED} or {@code ERROR}. */
  static final String CONTAINER_END = "containerEnd";

  /** How much an account may publish in 24 hours. */
  static final String PUBLISHING_QUOTA = "publishingQuota";

  /** How many different hashtags an account may search for in seven days. */
  static final String HASHTAG_QUOTA = "hashtagQuota";

  /** How many calls an application may make in an hour. */
  static final String APP_CALLS = "appCallsPerHour";

  /** How many calls may be made for a user in an hour. */
  static final String USER_CALLS = "userCallsPerHour";

  /** How many calls may be made for a business account in 24 hours. */
  static final String BUSINESS_CALLS = "businessCallsPerDay";

  /** How many calls of the API v1 a token allows in an hour. */
  static final String LEGACY_CALLS = "legacyCallsPerHour";

  /** Whether calls of the API v1 must be signed: {@code optional} or {@code required}. */
  static final String SIGNED_REQUESTS = "signedRequests";

  static final Map<String, String> DEFAULTS =
      Map.of(
          TOKEN_SHAPE, TokenEndpoint.FLAT,
          CONTAINER_MILLIS, "100",
          CONTAINER_END, "FINISHED",
          PUBLISHING_QUOTA, "100",
          HASHTAG_QUOTA, "30",
          APP_CALLS, "4800",
          USER_CALLS, "4800",
          BUSINESS_CALLS, "4800",
          LEGACY_CALLS, "5000",
          SIGNED_REQUESTS, "optional");

  private final Supplier<FaceState> state;

  Variants(Supplier<FaceState> state) {
    this.state = state;
  }

  private String text(String name) {
    String chosen = state.get().options().variants().get(name);
    return chosen == null ? String.valueOf(DEFAULTS.get(name)) : chosen;
  }

  boolean is(String name, String value) {
    return text(name).equals(value);
  }

  /** A number; what is none counts as the default. */
  int number(String name) {
    String text = text(name);
    return Integer.parseInt(text.matches("\\d{1,9}") ? text : String.valueOf(DEFAULTS.get(name)));
  }

  Duration duration(String name) {
    return Duration.ofMillis(number(name));
  }
}
