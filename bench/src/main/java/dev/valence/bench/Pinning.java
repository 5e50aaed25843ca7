package dev.valence.bench;

import java.util.List;

/**
 * Which cores a process may use. What makes the load and what is called behind the subjects share
 * the first core; the subjects may use all of them, since a Java machine that is held to one core
 * runs with another garbage collector and fewer threads than in earnest.
 */
enum Pinning {
  LOAD,
  SUBJECT;

  /** What goes before a command. */
  List<String> prefix() {
    return this == LOAD && Machine.cores() > 1 ? List.of("taskset", "-c", "0") : List.of();
  }
}
