package dev.valence.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** The schema of a database, by the version of its last migration. */
public final class Schema {

  private final DataSource dataSource;

  public Schema(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Whether the database has the schema of this version of Valence.
   *
   * @throws StoreException if it does not; the message says what to do
   */
  public void requireNewest() {
    MigrationInfo current = flyway(MigrationVersion.LATEST).info().current();
    String version = current == null ? "none" : current.getVersion().toString();
    if (!version.equals(newest())) {
      throw new StoreException(
          "The database has the schema "
              + version
              + " and this version of Valence uses "
              + newest()
              + ": start the server of this version once, which migrates it.",
          null);
    }
  }

  /** The version of this version of Valence. */
  String newest() {
    MigrationInfo[] all = flyway(MigrationVersion.LATEST).info().all();
    return Arrays.stream(all)
        .filter(migration -> migration.getVersion() != null)
        .filter(migration -> migration.getScript().startsWith("V"))
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo)
        .orElseThrow()
        .toString();
  }

  /** Whether this version of Valence has a migration of that version. */
  boolean knows(String version) {
    return Arrays.stream(flyway(MigrationVersion.LATEST).info().all())
        .anyMatch(migration ->
            migration.getVersion() != null
                && migration.getVersion().toString().equals(version)
                && migration.getScript().startsWith("V"));
  }

  void migrateTo(String version) {
    flyway(MigrationVersion.fromVersion(version)).migrate();
  }

  void migrate() {
    flyway(MigrationVersion.LATEST).migrate();
  }

  /** Takes everything away, of a database in which nothing is. */
  void clean() {
    flyway(MigrationVersion.LATEST).clean();
  }

  private Flyway flyway(MigrationVersion target) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(dataSource)
        .target(target)
        .cleanDisabled(false)
        .load();
  }
}
