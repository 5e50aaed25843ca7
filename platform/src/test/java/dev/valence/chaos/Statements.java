package dev.valence.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which statements a node has the database execute, by the messages that it sends. */
final class Statements {

  private final Map<String, String> prepared = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();
  private final List<String> transaction = new ArrayList<>();

  /** The statement that a message has executed; empty when it has none. */
  String executed(byte[] message) {
    int[] position = {5};
    switch (message[0]) {
      case 'P' -> {
        String name = text(message, position);
        prepared.put(name, text(message, position));
        return "";
      }
      case 'B' -> {
        String portal = text(message, position);
        portals.put(portal, prepared.getOrDefault(text(message, position), ""));
        return "";
      }
      case 'E' -> {
        return portals.getOrDefault(text(message, position), "");
      }
      case 'Q' -> {
        return text(message, position);
      }
      default -> {
        return "";
      }
    }
  }

  /** Keeps a statement as one of its transaction. */
  void add(String statement) {
    if (statement.equalsIgnoreCase("begin")) {
      transaction.clear();
    }
    transaction.add(statement);
  }

  /** The statements of the transaction until now. */
  List<String> earlier() {
    return List.copyOf(transaction);
  }

  private static String text(byte[] message, int[] position) {
    int end = position[0];
    while (message[end] != 0) {
      end++;
    }
    String text = new String(message, position[0], end - position[0], StandardCharsets.UTF_8);
    position[0] = end + 1;
    return text;
  }
}
