package dev.valence.egress;

import dev.valence.egress.EgressException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What the tests on raw sockets share: an egress that waits for a moment only. One that waits for
 * ever fails its test, though nothing interrupts a thread that reads from a socket.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class RawServerTest {

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  final Egress egress = egress(Duration.ofMillis(300));

  @AfterEach
  void close() {
    egress.close();
  }

  static Egress egress(Duration responseTimeout) {
    return new Egress(
        new EgressSettings(
            "test",
            Duration.ofSeconds(5),
            responseTimeout,
            Duration.ofSeconds(10),
            50,
            10,
            Set.of()));
  }

  Sender sender(RawServer server) {
    return sender(egress, server);
  }

  static Sender sender(Egress egress, RawServer server) {
    return egress.bind(AllowedHosts.exactly(List.of(server.hostAndPort())));
  }

  interface Action {
    Object run() throws Exception;
  }

  static Kind catchKind(Action action) {
    try {
      throw new AssertionError("gave " + action.run());
    } catch (EgressException e) {
      return e.kind();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
