package dev.valence.egress;

import dev.valence.model.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Governors of a node that has no other beside it, and so needs no database. */
public final class TestGovernor {

  private TestGovernor() {}

  /**
   * @param patience how long a request waits for its turn or for another attempt
   */
  public static Governor alone(Duration patience) {
    Governor governor =
        new Governor(new OneNode(), new GovernorSettings(patience), new SimpleMeterRegistry());
    governor.start();
    return governor;
  }

  /** The node that has every slot that it wants. */
  private static final class OneNode implements SharedLimits {

    @Override
    public int take(String scope, Limit limit, int held, int wanted) {
      return Math.min(limit.calls(), held + wanted);
    }

    @Override
    public void giveBack(String scope, Limit limit, int held) {}

    @Override
    public void tell(String scope, Announcement announcement) {}

    @Override
    public List<Announced> told() {
      return List.of();
    }

    @Override
    public int alive() {
      return 1;
    }

    @Override
    public void leave() {}

    @Override
    public void listen(Consumer<News> news, Runnable lost) {}
  }
}
