package dev.valence.vault;

import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * A column that holds sealed values. Every one has to be known here, so that a rotation of keys
 * finds it; a test compares these with the schema.
 *
 * @param name the table and the column, such as {@code users.secret_sealed}
 * @param organization the column of the organization under whose keys the values are
 * @param key the columns of the primary key with their types, such as {@code id bigint}
 * @param parts expressions of what tells a row from others, as text
 * @param rowIdentity makes the words to which a value is bound of these parts
 * @param consequence what follows when a value does not open
 */
public record SealedColumn(
    String name,
    String organization,
    List<String> key,
    List<String> parts,
    Function<List<String>, String> rowIdentity,
    Consequence consequence) {

  /** What follows, in the transaction in which it is written down, when a value does not open. */
  @FunctionalInterface
  public interface Consequence {
    void of(Handle handle, long organizationId, List<String> parts);
  }

  /** A column where nothing follows but that whoever reads the value is told. */
  public SealedColumn(
      String name,
      String organization,
      List<String> key,
      List<String> parts,
      Function<List<String>, String> rowIdentity) {
    this(name, organization, key, parts, rowIdentity, (handle, organizationId, row) -> {});
  }

  String table() {
    return name.substring(0, name.indexOf('.'));
  }

  String column() {
    return name.substring(name.indexOf('.') + 1);
  }
}
