package dev.valence.chaos;

import dev.valence.app.DropboxAccount;
import dev.valence.chaos.Trap.Keeps;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens to a node, the database, the network or the provider, and ends. */
enum Disaster {
  NODE_KILLED_BEFORE_THE_JOURNAL(true) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      killAt(world, Trap.at(JOURNAL));
    }
  },
  NODE_KILLED_AFTER_THE_JOURNAL(true) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      killAt(world, Trap.atCommitOf(JOURNAL, Keeps.THE_ANSWER));
    }
  },
  NODE_KILLED_BEFORE_THE_PROVIDER_ACTED(true) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      killWhileHeld(world, Fault.hold(DropboxAccount.TOKEN));
    }
  },
  NODE_KILLED_BEFORE_THE_PROVIDER_ANSWERED(true) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      killWhileHeld(world, Fault.hold(DropboxAccount.TOKEN).afterProcessing());
    }
  },
  NODE_KILLED_BEFORE_THE_COMMIT(true) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      killAt(world, Trap.atCommitOf(OUTCOME, Keeps.THE_STATEMENT));
    }
  },
  NODE_KILLED_BEFORE_THE_ANSWER_OF_THE_COMMIT(true) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      killAt(world, Trap.atCommitOf(OUTCOME, Keeps.THE_ANSWER));
    }
  },
  NODE_KILLED_AFTER_THE_COMMIT(true) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      killAt(world, Trap.atCommitOf(OUTCOME, Keeps.NOTHING));
    }
  },
  BOTH_NODES_KILLED(false) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      for (Node node : world.nodes()) {
        node.kill();
      }
      for (Node node : world.nodes()) {
        node.start();
      }
    }
  },
  DATABASE_KILLED(false) {
    @Override
    void happen(World world) throws IOException, InterruptedException {
      world.cluster().kill();
      pause(3);
      world.cluster().start();
    }
  },
  NODE_CUT_OFF_FROM_THE_DATABASE(true) {
    @Override
    void happen(World world) throws InterruptedException {
      world.one().network().cut();
      pause(4);
      world.one().network().heal();
    }
  },
  NODE_HEARS_NOTHING_OF_THE_DATABASE(true) {
    @Override
    void happen(World world) throws InterruptedException {
      world.one().network().silence();
      pause(12);
      world.one().network().heal();
    }
  },
  BOTH_NODES_CUT_OFF_FROM_THE_DATABASE(false) {
    @Override
    void happen(World world) throws InterruptedException {
      world.nodes().forEach(node -> node.network().cut());
      pause(3);
      world.nodes().forEach(node -> node.network().heal());
    }
  },
  CONNECTION_LOST_BEFORE_THE_ANSWER_OF_A_COMMIT(true) {
    @Override
    void happen(World world) throws InterruptedException {
      for (String outcome : List.of(OUTCOME, MADE)) {
        Trap trap = Trap.atCommitOf(outcome, Keeps.THE_ANSWER);
        world.one().network().set(trap);
        require(trap);
        world.one().network().hangUp();
        world.one().network().clear();
      }
    }
  },
  DISK_FULL(false) {
    @Override
    Optional<String> impossible(World world) {
      return world.cluster().disk().isEmpty()
          ? Optional.of("nobody may mount a file system here")
          : Optional.empty();
    }

    @Override
    void happen(World world) throws IOException, InterruptedException {
      SmallDisk disk = world.cluster().disk().orElseThrow();
      disk.fill();
      pause(5);
      disk.free();
      // PostgreSQL may have given up.
      world.cluster().start();
    }
  },
  PROVIDER_SILENT(false) {
    @Override
    void happen(World world) throws InterruptedException {
      world.provider().fault(Fault.hold("/").times(1000));
      pause(Node.PROVIDER_TIMEOUT_SECONDS + 2);
      world.provider().clearFaults();
    }
  },
  PROVIDER_STALLS_IN_ITS_ANSWERS(false) {
    @Override
    void happen(World world) throws InterruptedException {
      world.provider().fault(Fault.stall("/", 20).times(1000));
      pause(Node.PROVIDER_TIMEOUT_SECONDS + 2);
      world.provider().clearFaults();
    }
  },
  CLOCK_FIVE_MINUTES_FAST(true) {
    @Override
    Optional<String> impossible(World world) {
      return withoutClock(world);
    }

    @Override
    void happen(World world) throws IOException, InterruptedException {
      wrongClock(world, "+5m");
    }
  },
  CLOCK_FIVE_MINUTES_SLOW(true) {
    @Override
    Optional<String> impossible(World world) {
      return withoutClock(world);
    }

    @Override
    void happen(World world) throws IOException, InterruptedException {
      wrongClock(world, "-5m");
    }
  };

  private static final String JOURNAL = "insert into renewals";
  private static final String OUTCOME = "update renewals set ended_at";
  private static final String MADE = "insert into instances";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final boolean oneNode;

  Disaster(boolean oneNode) {
    this.oneNode = oneNode;
  }

  /** Whether it happens to one node only, so that the other answers throughout. */
  boolean sparesTheOther() {
    return oneNode;
  }

  /** Why it cannot happen on this machine; empty if it can. */
  Optional<String> impossible(World world) {
    return Optional.empty();
  }

  /** Lets it happen, and ends it; the nodes may need a moment after that. */
  abstract void happen(World world) throws IOException, InterruptedException;

  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void killAt(World world, Trap trap) throws IOException, InterruptedException {
    Node node = world.one();
    node.network().set(trap);
    require(trap);
    node.kill();
    node.start();
  }

  /** Kills the node while the provider keeps an answer of its. */
  private static void killWhileHeld(World world, Fault hold)
      throws IOException, InterruptedException {
    Node node = world.one();
    Trap journal = Trap.atCommitOf(JOURNAL, Keeps.THE_ANSWER);
    node.network().set(journal);
    require(journal);
    // The other node's renewals may come between; they are held with it.
    world.provider().fault(hold.times(10));
    node.network().clear();
    Thread.sleep(500);
    node.kill();
    world.provider().clearFaults();
    node.start();
  }

  private static void require(Trap trap) throws InterruptedException {
    if (!trap.await(1, PATIENCE)) {
      throw new IllegalStateException("no conversation with the database came to the point");
    }
  }

  private static Optional<String> withoutClock(World world) {
    return world.one().hasClock() ? Optional.empty() : Optional.of("libfaketime is not installed");
  }

  private static void wrongClock(World world, String difference)
      throws IOException, InterruptedException {
    world.one().clock(difference);
    pause(8);
    world.one().clock("+0");
  }

  private static void pause(int seconds) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(seconds));
  }
}
