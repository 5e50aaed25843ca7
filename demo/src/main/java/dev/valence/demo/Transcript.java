package dev.valence.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.net.URI;

/** Prints the walk for a person to read. */
final class Transcript {

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final PrintStream out;
  private int steps;
  private String elementToken = "<element token>";

  Transcript(PrintStream out) {
    this.out = out;
  }

  /** Begins a step. */
  void step(String what) {
    steps++;
    out.printf("%n%d. %s%n", steps, what);
  }

  /** A request of the step. */
  void request(String method, URI uri, String authorization, String body) {
    out.printf("   %s %s%n", method, uri);
    if (!authorization.isEmpty()) {
      out.printf("   Authorization: %s%n", authorization);
    }
    if (!body.isEmpty()) {
      block(body);
    }
  }

  /** The answer to it. */
  void answer(int status, String body) {
    out.printf("   -> %d%n", status);
    block(body);
  }

  /** Something that a person should know. */
  void note(String text) {
    out.println("   " + text);
  }

  /** The token that calls to the new instance need. */
  void elementToken(String token) {
    elementToken = token;
  }

  /** What can be done now. */
  void goOn(Platform platform, URI sandbox) {
    String hub = platform.url() + "/elements/api-v2/hubs/documents";
    String header = "-H 'Authorization: " + platform.instanceCredentials(elementToken) + "'";
    out.printf(
        """

        The server is running until you press Ctrl-C.
          API documentation   %1$s/docs
          Health, metrics     %1$s/health, %1$s/metrics
          Sandbox             %2$s/_sandbox/faces

        Secrets
          Authorization: %3$s
          Element token: %4$s

        Go on with
          curl %5$s '%6$s/folders/contents?path=/'
          curl %5$s -F 'file=@README.md' '%6$s/files?path=/README.md'
          curl %5$s '%6$s/files?path=/README.md'
          curl -H 'Authorization: %3$s' '%1$s/elements/api-v2/instances'
        """,
        platform.url(), sandbox, platform.organizationCredentials(), elementToken, header, hub);
  }

  private void block(String body) {
    String text;
    try {
      text = json.writeValueAsString(json.readTree(body));
    } catch (JsonProcessingException notJson) {
      text = body;
    }
    text.lines().map(line -> "      " + line).forEach(out::println);
  }
}
