package dev.valence.egress;

import dev.valence.model.Limit;
import java.util.List;
import java.util.function.Consumer;

/** What the nodes of an installation tell each other of limits. */
interface SharedLimits {

  /** News for a node. */
  sealed interface News {

    /** The app or account. */
    String scope();
  }

  /** What a provider has announced to another node. */
  record Announced(String scope, Announcement announcement) implements News {}

  /**
   * Another node lacks slots.
   *
   * @param slots how many
   * @param nodes among how many nodes the limit's slots are to be divided
   */
  record Wanted(String scope, Limit limit, int slots, int nodes) implements News {}

  /** Slots that another node wanted may be there now. */
  record Freed(String scope, Limit limit) implements News {}

  /**
   * Takes slots of those that no living node holds; where they are too few, the others hear of it.
   *
   * @param held how many this node holds already
   * @param wanted how many more it could use
   * @return how many it holds now
   */
  int take(String scope, Limit limit, int held, int wanted);

  /**
   * Gives slots back.
   *
   * @param held how many this node still holds
   */
  void giveBack(String scope, Limit limit, int held);

  /** Tells the others what a provider has announced. */
  void tell(String scope, Announcement announcement);

  /** What is still in force of what any node was told by providers. */
  List<Announced> told();

  /**
   * Says that this node lives.
   *
   * @return how many do
   */
  int alive();

  /** Ends the part of this node. */
  void leave();

  /**
   * Hears of the others from now on.
   *
   * @param news gets each message; returns soon
   * @param lost called when messages may have been missed
   */
  void listen(Consumer<News> news, Runnable lost);
}
