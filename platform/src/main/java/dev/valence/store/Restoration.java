package dev.valence.store;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;

/**
 * Puts a backup into an empty database: the schema of the backup's version, the rows, in one
 * transaction, and the migrations that have come since. What fails leaves the database empty.
 */
public final class Restoration {

  /** Tables and views; those of an extension are part of an empty database. */
  private static final String TABLES =
      """
      select relname from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
        and relname <> 'flyway_schema_history'
        and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
      order by relname
      """;

  private static final String REFERENCES =
      """
      select distinct conrelid::regclass::text, confrelid::regclass::text from pg_constraint
      where contype = 'f' and connamespace = current_schema()::regnamespace
        and conrelid <> confrelid
      """;

  private final DataSource dataSource;
  private final Schema schema;

  public Restoration(DataSource dataSource) {
    this.dataSource = dataSource;
    this.schema = new Schema(dataSource);
  }

  /**
   * Refuses a database in which something is, and a backup of a later version.
   *
   * @throws StoreException with what is there
   */
  public void requireEmpty(Snapshot snapshot) {
    if (!schema.knows(snapshot.schema())) {
      throw new StoreException(
          "The backup has the schema "
              + snapshot.schema()
              + ", which this version of Valence does not know: use a later one.",
          null);
    }
    Set<String> own = new HashSet<>();
    snapshot.tables().forEach(table -> own.add(table.name()));
    List<String> there = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String name : names(statement, TABLES)) {
        // What a restoration that was interrupted has left is tables without rows.
        if (!own.contains(name)) {
          there.add(name);
        } else if (!names(statement, "select 1 from " + Columns.quoted(name) + " limit 1")
            .isEmpty()) {
          there.add(name + " with rows");
        }
      }
    } catch (SQLException e) {
      throw new StoreException("The database cannot be used: " + e.getMessage(), e);
    }
    if (!there.isEmpty()) {
      throw new StoreException(
          "A backup is restored into an empty database only, and this one has "
              + String.join(", ", there)
              + ". Nothing was changed.",
          null);
    }
  }

  /**
   * Restores a backup that was checked.
   *
   * @throws StoreException if the database is not empty, or fails; then it is empty
   */
  public void restore(BackupFile backup) {
    Snapshot snapshot = backup.snapshot();
    requireEmpty(snapshot);
    try {
      schema.clean(); // what an interrupted restoration left: tables without rows
      schema.migrateTo(snapshot.schema());
      load(backup);
    } catch (SQLException | IOException | RuntimeException e) {
      try {
        schema.clean();
      } catch (FlywayException cleaning) {
        e.addSuppressed(cleaning);
      }
      throw new StoreException(
          "The backup was not restored, and nothing is in the database: " + e.getMessage(), e);
    }
    // Whatever fails from here on is mended by starting the server, which migrates as well.
    schema.migrate();
  }

  private void load(BackupFile backup) throws SQLException, IOException {
    Snapshot snapshot = backup.snapshot();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (Snapshot.Table table : inOrder(snapshot.tables(), statement)) {
          load(connection, backup, table);
        }
      }
      for (Snapshot.Sequence sequence : snapshot.sequences()) {
        try (PreparedStatement set =
            connection.prepareStatement("select setval(cast(? as regclass), ?)")) {
          set.setString(1, Columns.quoted(sequence.name()));
          set.setLong(2, sequence.last());
          set.executeQuery().close();
        }
      }
      connection.commit();
    }
  }

  private static void load(Connection connection, BackupFile backup, Snapshot.Table table)
      throws SQLException, IOException {
    try (InputStream rows = backup.rows(table)) {
      long loaded =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy " + Columns.of(table) + " from stdin", rows);
      if (loaded != table.rows()) {
        throw new SQLException(
            "of " + table.rows() + " rows of " + table.name() + " came " + loaded);
      }
    }
  }

  /** Tables after those that they reference, so that no reference is checked too early. */
  private static List<Snapshot.Table> inOrder(List<Snapshot.Table> tables, Statement statement)
      throws SQLException {
    Map<String, Set<String>> references = new HashMap<>();
    try (ResultSet rows = statement.executeQuery(REFERENCES)) {
      while (rows.next()) {
        references.computeIfAbsent(rows.getString(1), _ -> new HashSet<>()).add(rows.getString(2));
      }
    }
    List<Snapshot.Table> rest = new ArrayList<>(tables);
    List<Snapshot.Table> ordered = new ArrayList<>();
    Set<String> done = new HashSet<>();
    while (!rest.isEmpty()) {
      List<Snapshot.Table> next =
          rest.stream()
              .filter(table -> done.containsAll(references.getOrDefault(table.name(), Set.of())))
              .toList();
      if (next.isEmpty()) {
        throw new SQLException("its tables reference each other in a circle");
      }
      ordered.addAll(next);
      next.forEach(table -> done.add(table.name()));
      rest.removeAll(next);
    }
    return ordered;
  }

  private static List<String> names(Statement statement, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
