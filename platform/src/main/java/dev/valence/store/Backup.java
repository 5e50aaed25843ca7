package dev.valence.store;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * All of a database in one file, as it was at one moment, also while servers write to it: a zip
 * with a file for each table, as PostgreSQL's COPY writes it, and a manifest with their hashes. The
 * manifest is sealed, so that nobody without the master key can change it.
 */
public final class Backup {

  private static final String TABLES =
      """
      select c.relname,
        (select array_agg(a.attname order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and a.attgenerated = '')
      from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
        and c.relname <> 'flyway_schema_history'
      order by c.relname
      """;

  private static final String SEQUENCES =
      """
      select sequencename, last_value from pg_sequences
      where schemaname = current_schema() and last_value is not null order by sequencename
      """;

  private static final String VERSION =
      """
      select version from flyway_schema_history
      where success and version is not null order by installed_rank desc limit 1
      """;

  private final DataSource dataSource;

  public Backup(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * What makes a backup one of an installation, and not of its database alone.
   *
   * @param masterKeys the fingerprints of the master keys that it has now
   * @param keysets a query that gives a line for each wrapped keyset
   * @param seal gives the seal of a manifest
   */
  public record Keys(List<String> masterKeys, String keysets, Function<byte[], String> seal) {

    public Keys {
      masterKeys = List.copyOf(masterKeys);
    }
  }

  /**
   * Writes a backup, which is whole or absent, and readable by its owner only.
   *
   * @throws StoreException if the file is there already, or cannot be written, or the database
   *     cannot be read
   */
  public Snapshot write(Path file, Keys keys) {
    Path target = file.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new StoreException("There is a file " + target + " already.", null);
    }
    try {
      return OwnerOnlyFile.writeThrough(
          target,
          draft -> {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                ZipOutputStream zip =
                    new ZipOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
              Snapshot snapshot = write(zip, keys);
              zip.finish();
              zip.flush();
              channel.force(true);
              return snapshot;
            }
          });
    } catch (IOException e) {
      throw new StoreException("The backup " + target + " cannot be written.", e);
    } catch (SQLException e) {
      throw new StoreException("The database cannot be read: " + e.getMessage(), e);
    }
  }

  private Snapshot write(ZipOutputStream zip, Keys keys) throws IOException, SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      try (Statement statement = connection.createStatement()) {
        String schema = one(statement, VERSION);
        List<Snapshot.Table> tables = new ArrayList<>();
        for (Snapshot.Table table : tables(statement)) {
          tables.add(write(zip, connection, table));
        }
        String keysets = copy(zip, connection, Snapshot.KEYSETS, keys.keysets()).sha256();
        Snapshot snapshot =
            new Snapshot(
                Snapshot.FORMAT,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                schema,
                keys.masterKeys(),
                tables,
                // They belong to no transaction: after the tables they are at least as far.
                sequences(statement),
                keysets);
        connection.rollback();
        byte[] manifest =
            new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(snapshot);
        put(zip, Snapshot.MANIFEST, manifest);
        put(zip, Snapshot.SEAL, keys.seal().apply(manifest).getBytes(StandardCharsets.US_ASCII));
        return snapshot;
      }
    }
  }

  private static String one(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new SQLException("it has no schema of Valence");
      }
      return rows.getString(1);
    }
  }

  private static List<Snapshot.Table> tables(Statement statement) throws SQLException {
    List<Snapshot.Table> tables = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        tables.add(
            new Snapshot.Table(
                rows.getString(1), List.of((String[]) rows.getArray(2).getArray()), 0, ""));
      }
    }
    return tables;
  }

  private static List<Snapshot.Sequence> sequences(Statement statement) throws SQLException {
    List<Snapshot.Sequence> sequences = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(SEQUENCES)) {
      while (rows.next()) {
        sequences.add(new Snapshot.Sequence(rows.getString(1), rows.getLong(2)));
      }
    }
    return sequences;
  }

  private static Snapshot.Table write(
      ZipOutputStream zip, Connection connection, Snapshot.Table table)
      throws IOException, SQLException {
    Copied copied = copy(zip, connection, table.entry(), Columns.of(table));
    return new Snapshot.Table(table.name(), table.columns(), copied.rows(), copied.sha256());
  }

  private record Copied(long rows, String sha256) {}

  private static Copied copy(
      ZipOutputStream zip, Connection connection, String entry, String source)
      throws IOException, SQLException {
    zip.putNextEntry(new ZipEntry(entry));
    MessageDigest digest = sha256();
    OutputStream hashed = new DigestOutputStream(zip, digest);
    long rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy " + source + " to stdout", hashed);
    zip.closeEntry();
    return new Copied(rows, HexFormat.of().formatHex(digest.digest()));
  }

  private static void put(ZipOutputStream zip, String entry, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    zip.write(content);
    zip.closeEntry();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
