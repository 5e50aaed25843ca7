package dev.valence.store;

/** A table and its columns, as COPY names them. */
final class Columns {

  private Columns() {}

  static String of(Snapshot.Table table) {
    return quoted(table.name())
        + " ("
        + String.join(", ", table.columns().stream().map(Columns::quoted).toList())
        + ")";
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
