package dev.valence.egress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of bytes on the loopback address, for what a proper HTTP server would not do. */
final class RawServer implements AutoCloseable {

  /** What happens on a connection. */
  interface Conversation {
    void with(Connection connection) throws IOException;
  }

  /** One connection. */
  record Connection(int number, Socket socket, InputStream in, OutputStream out) {

    /** Reads up to the empty line after a request's headers. */
    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      return head.toString();
    }

    void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket listener;

  RawServer(Conversation conversation) {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> accept(conversation));
  }

  private void accept(Conversation conversation) {
    try {
      while (true) {
        Socket socket = listener.accept();
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(conversation, number, socket));
      }
    } catch (IOException e) {
      // The listener was closed.
    }
  }

  private static void serve(Conversation conversation, int number, Socket socket) {
    try (socket) {
      conversation.with(
          new Connection(
              number,
              socket,
              new BufferedInputStream(socket.getInputStream()),
              socket.getOutputStream()));
    } catch (SocketException e) {
      // The client is gone.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
  }

  String hostAndPort() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
