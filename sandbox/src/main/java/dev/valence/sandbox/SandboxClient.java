package dev.valence.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of the control API of a sandbox, whether in this virtual machine or not. Every method
 * blocks and throws {@link SandboxException} when it is refused.
 */
public final class SandboxClient {

  /**
   * What a platform overlays on its definition of an element to reach the sandbox.
   *
   * @param configuration settings by their key
   * @param hosts the authorities that must be allowed as destinations
   */
  public record Element(Map<String, String> configuration, List<String> hosts) {}

  private record Clock(Instant now) {}

  private final ControlConnection connection;

  /**
   * A client.
   *
   * @param base the base URL of the control API, as {@link Sandbox#url()} gives it
   */
  public SandboxClient(URI base) {
    connection = new ControlConnection(base);
  }

  /** The settings for each element by its key. */
  public Map<String, Element> elements() {
    return connection.json("GET", "/elements", null, new TypeReference<>() {});
  }

  /** Where the faces are. */
  public List<FaceAddress> faces() {
    return connection.json("GET", "/faces", null, new TypeReference<>() {});
  }

  /** Steers one face. */
  public FaceClient face(String name) {
    return new FaceClient(connection, this, name);
  }

  /** The time of the sandbox. */
  public Instant now() {
    return connection.json("GET", "/clock", null, new TypeReference<Clock>() {}).now();
  }

  /** Moves the time of the sandbox forward by whole seconds. */
  public void advanceClock(Duration duration) {
    connection.call("POST", "/clock", Map.of("advanceSeconds", duration.toSeconds()));
  }

  /** The calls that faces have received, in order; null for any face or any path. */
  public List<Call> calls(@Nullable String face, @Nullable String path) {
    StringBuilder query = new StringBuilder("/calls?");
    if (face != null) {
      query.append("face=").append(encode(face)).append('&');
    }
    if (path != null) {
      query.append("path=").append(encode(path));
    }
    return connection.json("GET", query.toString(), null, new TypeReference<>() {});
  }

  /** Forgets the received calls. */
  public void clearCalls() {
    connection.call("DELETE", "/calls", null);
  }

  /** Back to the state at the start. */
  public void reset() {
    connection.call("POST", "/reset", null);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
