package dev.valence.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The values of a sealed column, whatever table it is in. */
final class SealedColumnRepository {

  private final SealedColumn column;
  private final List<String> names;
  private final List<String> types;

  SealedColumnRepository(SealedColumn column) {
    this.column = column;
    this.names = column.key().stream().map(key -> key.substring(0, key.indexOf(' '))).toList();
    this.types = column.key().stream().map(key -> key.substring(key.indexOf(' ') + 1)).toList();
  }

  /**
   * A sealed value.
   *
   * @param key its row's primary key
   * @param organizationId whose it is
   * @param parts what its identity is made of
   * @param sealed the value
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(List<String> key, long organizationId, List<String> parts, byte[] sealed) {}

  /**
   * Rows with values that none of the newest keys has sealed, in the order of their keys. They are
   * locked, and those that somebody else has locked are passed over: who waits for nobody cannot
   * stand in a circle of those who wait.
   *
   * @param after the key of the row after which to begin; null for the first
   */
  List<Row> lockOutdated(
      Handle handle, @Nullable List<String> after, Collection<byte[]> newestPrefixes, int most) {
    int keys = names.size();
    return handle
        .createQuery(
            "select "
                + texts(names)
                + ", "
                + column.organization()
                + ", "
                + texts(column.parts())
                + ", "
                + column.column()
                + " from "
                + column.table()
                + " where "
                + outdated()
                + (after == null ? "" : " and (" + String.join(", ", names) + ") > (" + key() + ")")
                + " order by "
                + names.stream()
                    .map(name -> column.table() + "." + name) // not what is selected as text
                    .collect(Collectors.joining(", "))
                + " limit :most for no key update skip locked")
        .bindMap(after == null ? Map.of() : bindings(after))
        .bindArray("newest", byte[].class, newestPrefixes.toArray())
        .bind("most", most)
        .map((row, context) -> {
          List<String> all = new ArrayList<>();
          for (int i = 1; i <= keys; i++) {
            all.add(row.getString(i));
          }
          List<String> parts = new ArrayList<>();
          for (int i = keys + 2; i < keys + 2 + column.parts().size(); i++) {
            parts.add(row.getString(i));
          }
          return new Row(
              all, row.getLong(keys + 1), parts, row.getBytes(keys + 2 + column.parts().size()));
        })
        .list();
  }

  /** How many values none of the newest keys has sealed. */
  long countOutdated(Handle handle, Collection<byte[]> newestPrefixes) {
    return handle
        .createQuery("select count(*) from " + column.table() + " where " + outdated())
        .bindArray("newest", byte[].class, newestPrefixes.toArray())
        .mapTo(Long.class)
        .one();
  }

  /** The organizations that have values here. */
  List<Long> organizations(Handle handle) {
    return handle
        .createQuery(
            "select distinct "
                + column.organization()
                + " from "
                + column.table()
                + " where "
                + column.column()
                + " is not null")
        .mapTo(Long.class)
        .list();
  }

  /** Puts a value in the place of the one that was read; false when there is another now. */
  boolean replace(Handle handle, Row row, byte[] sealed) {
    return handle
            .createUpdate(
                "update "
                    + column.table()
                    + " set "
                    + column.column()
                    + " = :sealed where ("
                    + String.join(", ", names)
                    + ") = ("
                    + key()
                    + ") and "
                    + column.column()
                    + " = :old")
            .bindMap(bindings(row.key()))
            .bind("sealed", sealed)
            .bind("old", row.sealed())
            .execute()
        == 1;
  }

  private String outdated() {
    String value = column.column();
    return value
        + " is not null and not substring("
        + value
        + " from 1 for "
        + Sealer.PREFIX
        + ") = any(:newest)";
  }

  private String key() {
    return IntStream.range(0, types.size())
        .mapToObj(i -> "cast(:key" + i + " as " + types.get(i) + ")")
        .collect(Collectors.joining(", "));
  }

  private static Map<String, String> bindings(List<String> key) {
    return IntStream.range(0, key.size())
        .boxed()
        .collect(Collectors.toMap(i -> "key" + i, key::get));
  }

  private static String texts(List<String> expressions) {
    return expressions.stream()
        .map(expression -> "cast(" + expression + " as text)")
        .collect(Collectors.joining(", "));
  }
}
