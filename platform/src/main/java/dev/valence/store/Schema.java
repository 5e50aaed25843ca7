package dev.valence.store;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreMigrationType;
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
    String version =
        with(
            MigrationVersion.LATEST,
            flyway ->
                Optional.ofNullable(flyway.info().current())
                    .map(MigrationInfo::getVersion)
                    .map(MigrationVersion::toString)
                    .orElse("none"));
    String newest =
        with(
            MigrationVersion.LATEST,
            flyway -> scripts(flyway).max(MigrationVersion::compareTo).orElseThrow().toString());
    if (!version.equals(newest)) {
      throw new StoreException(
          "The database has the schema "
              + version
              + " and this version of Valence uses "
              + newest
              + ": start the server of this version once, which migrates it.",
          null);
    }
  }

  /** Whether this version of Valence has a migration of that version. */
  boolean knows(String version) {
    return with(
        MigrationVersion.LATEST,
        flyway -> scripts(flyway).anyMatch(known -> known.toString().equals(version)));
  }

  void migrateTo(String version) {
    with(MigrationVersion.fromVersion(version), Flyway::migrate);
  }

  void migrate() {
    with(MigrationVersion.LATEST, Flyway::migrate);
  }

  /** Takes everything away, of a database in which nothing is. */
  void clean() {
    with(MigrationVersion.LATEST, Flyway::clean);
  }

  private static Stream<MigrationVersion> scripts(Flyway flyway) {
    return Arrays.stream(flyway.info().all())
        .filter(migration -> migration.getType() == CoreMigrationType.SQL)
        .filter(migration -> migration.getState().isResolved()) // not those of a later version
        .map(MigrationInfo::getVersion);
  }

  private <T> T with(MigrationVersion target, Function<Flyway, T> work) {
    try (Migrations migrations = Migrations.copy()) {
      return work.apply(
          Flyway.configure(Schema.class.getClassLoader())
              .dataSource(dataSource)
              .locations(migrations.location())
              .target(target)
              .cleanDisabled(false)
              .load());
    }
  }
}
