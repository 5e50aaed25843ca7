package dev.valence.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.Sender;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A download goes on where it broke off, and its end is only reached with the right bytes. */
class ResumingStreamTest {

  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(3).nextBytes(CONTENT);
  }

  private final List<String> ranges = new ArrayList<>();
  private HttpServer server;
  private Egress egress;
  private Sender sender;
  private URI url;
  private int cuts;
  private boolean knowsRanges = true;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    egress = new Egress(EgressSettings.of("test"));
    sender = egress.bind(AllowedHosts.exactly(List.of(url.getAuthority())));
  }

  @AfterEach
  void stop() {
    egress.close();
    server.stop(0);
  }

  /** Gives what is asked for, but breaks off after a third of it as often as it is to. */
  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = 0;
    int to = CONTENT.length;
    if (range != null && knowsRanges) {
      String[] ends = range.replace("bytes=", "").split("-", -1);
      from = Integer.parseInt(ends[0]);
      to = Integer.parseInt(ends[1]) + 1;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + CONTENT.length);
    }
    exchange.sendResponseHeaders(range != null && knowsRanges ? 206 : 200, to - from);
    boolean cut = cuts-- > 0;
    exchange
        .getResponseBody()
        .write(Arrays.copyOfRange(CONTENT, from, cut ? from + (to - from) / 3 : to));
    exchange.getResponseBody().flush();
    if (cut) {
      throw new IOException("Cut on purpose.");
    }
    exchange.close();
  }

  private EgressResponse get(String range) {
    EgressRequest request = EgressRequest.of("GET", url);
    return sender.send(range == null ? request : request.withHeader("Range", range));
  }

  @Test
  void aFileThatBreaksOffGoesOn() throws IOException {
    cuts = 2;

    try (InputStream content = ResumingStream.of(get(null), this::get)) {
      assertThat(content.readAllBytes()).isEqualTo(CONTENT);
    }

    assertThat(ranges).hasSize(3).first().isEqualTo("null");
    assertThat(ranges.get(1)).startsWith("bytes=").endsWith("-299999");
  }

  @Test
  void aPartThatBreaksOffGoesOnWithinThePart() throws IOException {
    cuts = 1;

    try (InputStream content = ResumingStream.of(get("bytes=100-200099"), this::get)) {
      assertThat(content.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 100, 200_100));
    }

    assertThat(ranges.get(1)).endsWith("-200099");
  }

  @Test
  void aVendorThatBreaksOffForEverIsGivenUp() {
    cuts = Integer.MAX_VALUE;

    assertThatThrownBy(
            () -> {
              try (InputStream content = ResumingStream.of(get(null), this::get)) {
                content.readAllBytes();
              }
            })
        .isInstanceOf(EgressException.class);
  }

  @Test
  void aVendorThatBeginsAnewInsteadIsNotTakenForTheRest() {
    cuts = 1;
    knowsRanges = false;

    assertThatThrownBy(
            () -> {
              try (InputStream content = ResumingStream.of(get(null), this::get)) {
                content.readAllBytes();
              }
            })
        .isInstanceOf(EgressException.class);
    assertThat(ranges).hasSize(2);
  }

  @Test
  void theEndIsReachedWithTheRightBytesOnly() throws Exception {
    String right = HexFormat.of().formatHex(md5().digest(CONTENT));

    assertThat(verified(CONTENT, right).readAllBytes()).isEqualTo(CONTENT);
    byte[] changed = CONTENT.clone();
    changed[CONTENT.length - 1]++;
    assertThatThrownBy(() -> verified(changed, right).readAllBytes())
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("file.bin");
  }

  private static InputStream verified(byte[] content, String checksum) throws Exception {
    return new VerifiedStream(
        new ByteArrayInputStream(content), md5(), HexFormat.of()::formatHex, checksum, "file.bin");
  }

  private static MessageDigest md5() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("MD5");
  }
}
