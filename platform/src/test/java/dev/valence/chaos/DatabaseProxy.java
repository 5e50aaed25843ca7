package dev.valence.chaos;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The network between a node and PostgreSQL: it can be cut, fall silent, and stop at a {@link
 * Trap}. It reads the frontend's messages (PostgreSQL's documentation, "Message Formats") as far as
 * it takes to know which statement is executed, and changes none.
 */
final class DatabaseProxy implements AutoCloseable {

  /** CommandComplete of a commit. */
  private static final byte[] COMMITTED = "C\0\0\0\13COMMIT\0".getBytes(StandardCharsets.US_ASCII);

  private enum State {
    OPEN,
    SILENT,
    CUT
  }

  private final ServerSocket listener;
  private final int database;
  private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
  private final List<Trap> traps = new CopyOnWriteArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private State state = State.OPEN;

  /**
   * @param database the port of PostgreSQL
   */
  DatabaseProxy(int database) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.database = database;
    Thread.ofVirtual().name("database proxy").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Stops conversations at a place, from now on. */
  void set(Trap trap) {
    traps.add(trap);
  }

  /** Lets everybody go on, and stops nobody from now on. */
  void clear() {
    traps.forEach(Trap::release);
    traps.clear();
  }

  /** Ends all connections and refuses new ones, as a network does that says so. */
  void cut() {
    change(State.CUT);
    hangUp();
  }

  /** Ends all connections; new ones are possible. */
  void hangUp() {
    conversations.forEach(Conversation::close);
  }

  /** Lets nothing through any more, and says nothing, as a network does that loses everything. */
  void silence() {
    change(State.SILENT);
  }

  void heal() {
    change(State.OPEN);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    clear();
    heal();
    hangUp();
  }

  private void change(State next) {
    lock.lock();
    try {
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while the network is silent. */
  private State passing() throws InterruptedException {
    lock.lock();
    try {
      while (state == State.SILENT) {
        changed.await();
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket node = listener.accept();
        Thread.ofVirtual().start(() -> connect(node));
      } catch (IOException closing) {
        // The loop's condition says whether that is the end.
      }
    }
  }

  private void connect(Socket node) {
    try {
      if (passing() == State.CUT) {
        reset(node);
        return;
      }
      Conversation conversation =
          new Conversation(node, new Socket(InetAddress.getLoopbackAddress(), database));
      conversations.add(conversation);
      Thread.ofVirtual().start(conversation::forward);
      Thread.ofVirtual().start(conversation::back);
    } catch (IOException e) {
      reset(node);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      // It is closed in any case.
    }
    close(socket);
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException alreadyClosed) {
      // There is nothing more to be done with it.
    }
  }

  /** One connection of the node's. */
  private final class Conversation {

    private final Socket node;
    private final Socket server;
    private final Statements statements = new Statements();
    private final List<Trap> answers = new CopyOnWriteArrayList<>();

    Conversation(Socket node, Socket server) throws IOException {
      this.node = node;
      this.server = server;
      // Messages go on one by one, and must not wait for each other's acknowledgements.
      node.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void close() {
      reset(node);
      reset(server);
      conversations.remove(this);
    }

    /** What the node says. */
    void forward() {
      try {
        DataInputStream in = new DataInputStream(node.getInputStream());
        OutputStream out = server.getOutputStream();
        pass(startup(in), out);
        while (true) {
          byte[] message = message(in);
          stopped(message);
          pass(message, out);
        }
      } catch (IOException ended) {
        close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** What the database says. */
    void back() {
      try {
        DataInputStream in = new DataInputStream(server.getInputStream());
        OutputStream out = node.getOutputStream();
        while (true) {
          byte[] message = message(in);
          if (Arrays.equals(message, COMMITTED)) {
            for (Trap trap : answers) {
              answers.remove(trap);
              if (trap.keeps() == Trap.Keeps.THE_ANSWER) {
                trap.hit();
                trap.hold();
              } else {
                pass(message, out);
                message = message(in);
                pass(message, out);
                trap.hit();
                message = message(in);
              }
            }
          }
          pass(message, out);
        }
      } catch (IOException ended) {
        close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void stopped(byte[] message) throws InterruptedException {
      String executed = statements.executed(message);
      if (executed.isEmpty()) {
        return;
      }
      for (Trap trap : traps) {
        if (trap.catches(statements.earlier(), executed)) {
          if (trap.keeps() == Trap.Keeps.THE_STATEMENT) {
            trap.hit();
            trap.hold();
          } else {
            answers.add(trap);
          }
        }
      }
      statements.add(executed);
    }

    private void pass(byte[] message, OutputStream out) throws IOException, InterruptedException {
      if (passing() == State.CUT) {
        throw new EOFException("cut");
      }
      out.write(message);
      out.flush();
    }
  }

  /** The first message has no type. */
  private static byte[] startup(DataInputStream in) throws IOException {
    return rest(in, new byte[0]);
  }

  private static byte[] message(DataInputStream in) throws IOException {
    return rest(in, new byte[] {in.readByte()});
  }

  private static byte[] rest(DataInputStream in, byte[] type) throws IOException {
    int length = in.readInt();
    ByteBuffer whole = ByteBuffer.allocate(type.length + length);
    whole.put(type).putInt(length);
    in.readFully(whole.array(), whole.position(), length - Integer.BYTES);
    return whole.array();
  }
}
