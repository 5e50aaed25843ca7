package dev.valence.egress;

import dev.valence.model.Limit;
import java.util.List;
import java.util.function.Consumer;

/** The limits of a node that has no other beside it, and so has every slot that it wants. */
final class OneNode implements SharedLimits {

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
