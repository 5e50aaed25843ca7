package dev.valence.chaos;

import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.Sandbox;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.FaceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Two nodes, a database and a provider, clients that work all the time, and what all of them know.
 * The provider's access tokens last seconds, it rotates refresh tokens, and one that is sent twice
 * ends the grant.
 */
final class World implements AutoCloseable {

  private static final int CLIENTS = 5;
  private static final int TOKEN_SECONDS = 3;

  private final long seed;
  private final Tally tally;
  private final Sandbox sandbox;
  private final Cluster cluster;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final List<Thread> clients = new ArrayList<>();
  private final ReadWriteLock work = new ReentrantReadWriteLock(true);
  private final Map<Integer, List<Account>> accounts = new ConcurrentHashMap<>();
  private final Map<String, Integer> sent = new ConcurrentHashMap<>();
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private final List<Account> refused = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  private World(Path home, long seed, Tally tally) throws IOException, InterruptedException {
    this.seed = seed;
    this.tally = tally;
    this.sandbox = Sandbox.start();
    this.cluster = Cluster.start(home);
  }

  /**
   * Starts everything.
   *
   * @param home an empty directory
   */
  static World start(Path home, long seed, Tally tally) throws IOException, InterruptedException {
    World world = new World(home, seed, tally);
    try {
      world.start(home);
      return world;
    } catch (IOException | InterruptedException | RuntimeException e) {
      world.close();
      throw e;
    }
  }

  private void start(Path home) throws IOException, InterruptedException {
    provider().options(new FaceOptions(TOKEN_SECONDS, true, false, Map.of("reusedGrant", "ended")));
    provider().consentAutomatically();
    nodes.add(new Node("one", home, cluster, sandbox.url(), cluster.disk()));
    nodes.add(new Node("other", home, cluster, sandbox.url(), Optional.empty()));
    for (Node node : nodes) {
      node.start();
      observers.add(new Observer(node, sandbox.client(), tally));
    }
    for (int number = 0; number < CLIENTS; number++) {
      accounts.put(number, new CopyOnWriteArrayList<>());
      clients.add(
          Thread.ofVirtual()
              .name("client " + number)
              .start(new Client(number, this, work.readLock())));
    }
  }

  long seed() {
    return seed;
  }

  Tally tally() {
    return tally;
  }

  SandboxClient sandbox() {
    return sandbox.client();
  }

  FaceClient provider() {
    return sandbox.client().face("dropbox");
  }

  Cluster cluster() {
    return cluster;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The node to which things happen. */
  Node one() {
    return nodes.getFirst();
  }

  Observer observerOfOne() {
    return observers.getFirst();
  }

  Observer observerOfOther() {
    return observers.getLast();
  }

  List<Observer> observers() {
    return List.copyOf(observers);
  }

  /** What a checker holds, so that no client is at work. */
  Lock rest() {
    return work.writeLock();
  }

  boolean ended() {
    return ended;
  }

  void add(int client, Account account) {
    accounts.get(client).add(account);
  }

  void remove(Account account) {
    accounts.values().forEach(all -> all.remove(account));
    refused.remove(account);
  }

  List<Account> accounts(int client) {
    return List.copyOf(accounts.get(client));
  }

  List<Account> accounts() {
    return accounts.values().stream().flatMap(List::stream).toList();
  }

  /** A call of an account that should be good was refused. */
  void refused(Account account) {
    refused.add(account);
  }

  List<Account> refused() {
    return List.copyOf(refused);
  }

  void clearRefused() {
    refused.clear();
  }

  /** A file is about to be sent. */
  void sent(String path, int size) {
    sent.put(path, size);
  }

  /** A file is said to be stored. */
  void stored(String path) {
    stored.add(path);
  }

  List<String> stored() {
    return List.copyOf(stored);
  }

  /** The size of a file that was sent; 0 for one that never was. */
  int size(String path) {
    return sent.getOrDefault(path, 0);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    ended = true;
    for (Thread client : clients) {
      client.interrupt();
      client.join();
    }
    for (Observer observer : observers) {
      observer.close();
    }
    for (Node node : nodes) {
      node.close();
    }
    cluster.close();
    sandbox.close();
  }
}
