package dev.valence.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * What the edge gave a call when it came in.
 *
 * @param requestId its id
 * @param vocabulary the words of its answer
 */
record Call(String requestId, Vocabulary vocabulary) {

  private static final String KEY = Call.class.getName();

  void attach(RoutingContext context) {
    context.put(KEY, this);
  }

  static Optional<Call> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }
}
