package dev.valence.sandbox.instagram;

import dev.valence.sandbox.face.User;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who follows whom, who has asked to, and who has shut out whom. */
final class Follows {

  /** How one account stands to another. */
  enum Standing {
    NONE,
    /** It has asked an account that decides whom it lets follow. */
    REQUESTED,
    FOLLOWS
  }

  private record Pair(String from, String to) {}

  private final Map<Pair, Standing> standings = new LinkedHashMap<>();
  private final Set<Pair> blocks = new LinkedHashSet<>();

  synchronized void set(User from, User to, Standing standing) {
    Pair pair = new Pair(from.id(), to.id());
    if (standing == Standing.NONE) {
      standings.remove(pair);
    } else {
      standings.put(pair, standing);
    }
  }

  synchronized Standing standing(User from, User to) {
    return standings.getOrDefault(new Pair(from.id(), to.id()), Standing.NONE);
  }

  /** Shuts an account out, which ends its following, or lets it in again. */
  synchronized void block(User from, User to, boolean block) {
    Pair pair = new Pair(from.id(), to.id());
    if (block) {
      blocks.add(pair);
      standings.remove(new Pair(to.id(), from.id()));
    } else {
      blocks.remove(pair);
    }
  }

  synchronized boolean blocks(User from, User to) {
    return blocks.contains(new Pair(from.id(), to.id()));
  }

  /** The identifiers of those whom an account follows, the first one first. */
  synchronized List<String> followedBy(User from) {
    return standings.entrySet().stream()
        .filter(entry -> entry.getValue() == Standing.FOLLOWS)
        .filter(entry -> entry.getKey().from().equals(from.id()))
        .map(entry -> entry.getKey().to())
        .toList();
  }

  /** The identifiers of those who stand so to an account, the first one first. */
  synchronized List<String> standing(Standing standing, User to) {
    return standings.entrySet().stream()
        .filter(entry -> entry.getValue() == standing)
        .filter(entry -> entry.getKey().to().equals(to.id()))
        .map(entry -> entry.getKey().from())
        .toList();
  }

  synchronized void reset() {
    standings.clear();
    blocks.clear();
  }
}
