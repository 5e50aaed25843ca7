package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A function of the API.
 *
 * @param style where its argument and its bytes are
 * @param scope what the access token must allow, or null
 * @param operation what it does
 */
record Route(Style style, @Nullable String scope, Operation operation) {

  /** Where the argument and the bytes of a call are. */
  enum Style {
    /** The argument is the body. */
    RPC,
    /** The argument is a header, the bytes are the body. */
    UPLOAD,
    /** The argument is a header, the bytes are the body of the answer. */
    DOWNLOAD
  }

  /** What a function does. */
  sealed interface Operation {}

  /** A function without an argument. */
  non-sealed interface WithoutArgument extends Operation {
    Answer run(Session session) throws IOException;
  }

  /** A function with an argument. */
  non-sealed interface WithArgument extends Operation {
    Answer run(Session session, Arguments arguments, Request request) throws IOException;
  }

  /** A function that needs no access token. */
  non-sealed interface Open extends Operation {
    Answer run(Arguments arguments, Request request) throws IOException;
  }

  static Route open(Open operation) {
    return new Route(Style.RPC, null, operation);
  }

  static Route rpc(@Nullable String scope, WithoutArgument operation) {
    return new Route(Style.RPC, scope, operation);
  }

  static Route rpc(String scope, WithArgument operation) {
    return new Route(Style.RPC, scope, operation);
  }

  static Route upload(String scope, WithArgument operation) {
    return new Route(Style.UPLOAD, scope, operation);
  }

  static Route download(String scope, WithArgument operation) {
    return new Route(Style.DOWNLOAD, scope, operation);
  }

  /** The answer of a function that has no result. */
  static Answer noResult() {
    return Answer.of(200, "application/json", "null");
  }
}
