package dev.valence.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is in a backup, as it says itself.
 *
 * @param format the form of the file
 * @param createdAt when it was made
 * @param schema the version of the schema
 * @param masterKeys the fingerprints of the master keys, one of which opens what is in it
 * @param tables the tables, in the order in which they were read
 * @param sequences how far numbers had been handed out
 * @param keysets the hash of the list of wrapped keysets
 */
public record Snapshot(
    @JsonProperty("format") int format,
    @JsonProperty("createdAt") String createdAt,
    @JsonProperty("schema") String schema,
    @JsonProperty("masterKeys") List<String> masterKeys,
    @JsonProperty("tables") List<Table> tables,
    @JsonProperty("sequences") List<Sequence> sequences,
    @JsonProperty("keysets") String keysets) {

  /** The only form that there is. */
  static final int FORMAT = 1;

  static final String MANIFEST = "manifest.json";
  static final String SEAL = "seal";
  static final String KEYSETS = "keysets";

  public Snapshot {
    masterKeys = List.copyOf(masterKeys);
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  /**
   * A table.
   *
   * @param name its name
   * @param columns its columns, in the order of the file
   * @param rows how many rows it had
   * @param sha256 the hash of its file
   */
  public record Table(
      @JsonProperty("name") String name,
      @JsonProperty("columns") List<String> columns,
      @JsonProperty("rows") long rows,
      @JsonProperty("sha256") String sha256) {

    public Table {
      columns = List.copyOf(columns);
    }

    String entry() {
      return "tables/" + name;
    }
  }

  /**
   * A sequence.
   *
   * @param name its name
   * @param last the last number that it gave
   */
  public record Sequence(@JsonProperty("name") String name, @JsonProperty("last") long last) {}

  /** How many rows there are in all. */
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }
}
