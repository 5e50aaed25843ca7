package dev.valence.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A caller that sends bytes as it likes, over a connection of its own. */
final class RawCall implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern STATUS = Pattern.compile("\\AHTTP/1\\.[01] (\\d{3}) ");

  private final Socket socket;

  private RawCall(Socket socket) {
    this.socket = socket;
  }

  /**
   * What came back.
   *
   * @param text all of it, a byte as a character
   * @param closed whether the server has closed the connection
   */
  record Answer(String text, boolean closed) {

    /** The status of the first answer; 0 for none. */
    int status() {
      Matcher status = STATUS.matcher(text);
      return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  static RawCall to(URI server) throws IOException {
    return from("127.0.0.1", server);
  }

  /** A caller at another address of this machine. */
  static RawCall from(String address, URI server) throws IOException {
    Socket socket =
        new Socket(
            InetAddress.getByName(server.getHost()),
            server.getPort(),
            InetAddress.getByName(address),
            0);
    socket.setTcpNoDelay(true);
    return new RawCall(socket);
  }

  /** Sends characters as bytes; a server that has closed the connection does not hear them. */
  RawCall send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      // What the server has said before is still there to be read.
    }
    return this;
  }

  /** Reads until the server closes the connection. */
  Answer untilClosed() throws IOException {
    return read(PATIENCE, false);
  }

  /** Reads until the end of an answer whose length is told, or the connection's. */
  Answer answer() throws IOException {
    return read(PATIENCE, true);
  }

  private Answer read(Duration patience, boolean one) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    socket.setSoTimeout((int) patience.toMillis());
    InputStream in = socket.getInputStream();
    try {
      while (!(one && complete(all.toString(StandardCharsets.ISO_8859_1)))) {
        byte[] some = new byte[16 * 1024];
        int read = in.read(some);
        if (read < 0) {
          return new Answer(all.toString(StandardCharsets.ISO_8859_1), true);
        }
        all.write(some, 0, read);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("nothing came, and the connection is open: " + all, e);
    } catch (IOException reset) {
      return new Answer(all.toString(StandardCharsets.ISO_8859_1), true);
    }
    return new Answer(all.toString(StandardCharsets.ISO_8859_1), false);
  }

  private static boolean complete(String text) {
    int head = text.indexOf("\r\n\r\n");
    Matcher length = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n").matcher(text);
    return head >= 0
        && length.find()
        && text.length() >= head + 4 + Integer.parseInt(length.group(1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
