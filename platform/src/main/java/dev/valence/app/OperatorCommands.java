package dev.valence.app;

import dev.valence.catalog.CatalogSealedColumns;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditLog;
import dev.valence.identity.IdentitySealedColumns;
import dev.valence.instances.InstanceSealedColumns;
import dev.valence.store.Backup;
import dev.valence.store.BackupFile;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import dev.valence.store.Restoration;
import dev.valence.store.Schema;
import dev.valence.store.Snapshot;
import dev.valence.vault.BackupKeys;
import dev.valence.vault.KeyRotation;
import dev.valence.vault.MasterKey;
import dev.valence.vault.SealedColumn;
import dev.valence.vault.SealedColumns;
import dev.valence.vault.Vault;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What operators do beside the server, while it runs or not: keys, backups. */
final class OperatorCommands {

  /** Done, but for values that do not open. */
  static final int QUARANTINED = 3;

  private final Settings settings;
  private final PrintStream out;

  OperatorCommands(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Every column that holds sealed values. */
  static List<SealedColumn> sealedColumns(Database database, Notifications notifications) {
    return Stream.of(
            new IdentitySealedColumns(),
            new CatalogSealedColumns(),
            new InstanceSealedColumns(notifications, AuditLog.withoutCalls(database)))
        .map(SealedColumns::sealedColumns)
        .flatMap(List::stream)
        .toList();
  }

  /** Adds the master key that is to take over to its file, to be copied to every server. */
  int prepareKeys() {
    try (OperatorsDatabase database = OperatorsDatabase.open(settings)) {
      String fingerprint = rotation(database.dataSource()).prepare();
      out.println(
          "The new master key " + fingerprint + " is in " + file() + " beside the old one.");
      out.println("Copy the file to every server that has one of its own; then run 'keys rotate'.");
      return 0;
    }
  }

  /** Puts new keys in the place of all that there are. */
  int rotateKeys() {
    Instant began = Instant.now();
    try (OperatorsDatabase database = OperatorsDatabase.open(settings)) {
      KeyRotation.Outcome outcome = rotation(database.dataSource()).rotate();
      AuditLog.withoutCalls(new Database(database.dataSource()))
          .recordForAll(Action.KEY_ROTATED, Kind.KEY, outcome.masterKey());
      out.printf(
          "All keys are new: %d values read, %d sealed anew, %d quarantined, in %d seconds.%n",
          outcome.read(),
          outcome.resealed(),
          outcome.quarantined().size(),
          Duration.between(began, Instant.now()).toSeconds());
      out.println(
          "The master key is "
              + outcome.masterKey()
              + " now. Copy "
              + file()
              + " to every server that has one of its own, and back it up, apart from the"
              + " database; backups from before need the old one.");
      return report(outcome.quarantined());
    }
  }

  /** Says which master key is used, whether a rotation is under way, and what does not open. */
  int keys() {
    try (OperatorsDatabase database = OperatorsDatabase.open(settings)) {
      KeyRotation rotation = rotation(database.dataSource());
      out.println(
          "Master key "
              + String.join(", then ", MasterKey.read(file()).fingerprints())
              + " in "
              + file());
      rotation.state().forEach(out::println);
      return report(rotation.quarantined());
    }
  }

  private int report(List<String> quarantined) {
    if (quarantined.isEmpty()) {
      return 0;
    }
    out.println("These values do not open and have to be made anew:");
    quarantined.forEach(value -> out.println("  " + value));
    return QUARANTINED;
  }

  /**
   * Writes a backup.
   *
   * @param to a file, or a directory in which one is made
   * @param masterKeyTo where to write the master key as well
   */
  int backup(Path to, Optional<Path> masterKeyTo) {
    Path file = Files.isDirectory(to) ? to.resolve(fileName()) : to;
    masterKeyTo.ifPresent(copy -> refuseTogether(file, copy));
    MasterKey masterKey = MasterKey.read(file());
    try (OperatorsDatabase database = OperatorsDatabase.open(settings)) {
      DataSource source = database.dataSource();
      Vault vault = new Vault(new Database(source), masterKey);
      vault.verify();
      Snapshot snapshot =
          new Backup(source)
              .write(
                  file,
                  new Backup.Keys(
                      masterKey.fingerprints(),
                      BackupKeys.QUERY,
                      manifest -> BackupKeys.seal(vault, manifest)));
      out.printf(
          "%s has %d rows of %d tables, schema %s.%n",
          file, snapshot.rows(), snapshot.tables().size(), snapshot.schema());
      out.println(
          "It opens with the master key " + String.join(" or ", snapshot.masterKeys()) + " only.");
    }
    masterKeyTo.ifPresent(copy -> {
      masterKey.copyTo(copy);
      out.println("The master key is in " + copy + ": keep it apart from the backup.");
    });
    return 0;
  }

  private static void refuseTogether(Path file, Path copy) {
    Path backups = file.toAbsolutePath().normalize().getParent();
    Path keys = copy.toAbsolutePath().normalize();
    if (backups != null && keys.startsWith(backups)) {
      throw new IllegalArgumentException(
          "the master key does not go where the backup goes: whoever has both has everything.");
    }
    if (Files.exists(copy)) {
      throw new IllegalArgumentException("there is a file " + copy + " already.");
    }
  }

  private static String fileName() {
    return "valence-"
        + Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "-")
        + ".zip";
  }

  /** Puts a backup into an empty database, and its master key in its place. */
  int restore(Path from, Path masterKeyFrom) {
    MasterKey masterKey = MasterKey.read(masterKeyFrom);
    try (BackupFile backup =
        BackupFile.open(
            from,
            (keysets, manifest, seal) -> BackupKeys.check(masterKey, keysets, manifest, seal))) {
      boolean placed = place(masterKey);
      try (OperatorsDatabase database = OperatorsDatabase.openOrCreate(settings)) {
        new Restoration(database.dataSource()).restore(backup);
        new Vault(new Database(database.dataSource()), MasterKey.read(file())).verify();
      } catch (RuntimeException e) {
        if (placed) {
          remove(file(), e);
        }
        throw e;
      }
      Snapshot snapshot = backup.snapshot();
      out.printf(
          "Restored: %d rows of %d tables, as they were at %s. The master key is in %s.%n",
          snapshot.rows(), snapshot.tables().size(), snapshot.createdAt(), file());
      return 0;
    }
  }

  /** Puts the key where the server reads it; true when it was not there before. */
  private boolean place(MasterKey masterKey) {
    if (Files.exists(file())) {
      if (!MasterKey.read(file()).fingerprints().containsAll(masterKey.fingerprints())) {
        throw new IllegalArgumentException(
            "there is another master key in " + file() + ": move it away first.");
      }
      return false;
    }
    masterKey.copyTo(file());
    return true;
  }

  private static void remove(Path file, RuntimeException reason) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reason.addSuppressed(new UncheckedIOException(e));
    }
  }

  private KeyRotation rotation(DataSource source) {
    new Schema(source).requireNewest();
    Notifications notifications = new Notifications(source);
    Database database = new Database(source);
    return new KeyRotation(
        database,
        MasterKey.read(file()),
        notifications,
        sealedColumns(database, notifications),
        out::println);
  }

  private Path file() {
    return Wiring.masterKeyFile(settings);
  }
}
