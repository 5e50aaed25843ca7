package dev.valence.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import dev.valence.store.Database;
import dev.valence.store.HeldLease;
import dev.valence.store.Leases;
import dev.valence.store.Notifications;
import dev.valence.vault.KeysetRepository.Wrapped;
import dev.valence.vault.RotationRepository.Place;
import dev.valence.vault.RotationRepository.Quarantined;
import dev.valence.vault.RotationRepository.Rotation;
import dev.valence.vault.SealedColumnRepository.Row;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts new keys in the place of all that there are, while servers use them: a new master key, a new
 * key for every organization, and every sealed value sealed anew. It may be ended at any moment;
 * the next one goes on with it.
 *
 * <ol>
 *   <li>A new master key is added to the file, and every server has to have it.
 *   <li>Every keyset gets a new key, which seals from now on, and is wrapped by the new master key.
 *       Every server has to use it.
 *   <li>Values are opened and sealed anew, unless somebody has written another one meanwhile. One
 *       that does not open is put down as quarantined and left where it is.
 *   <li>When the new keys have sealed all that opens, the old ones are taken away, the old master
 *       key last.
 * </ol>
 */
public final class KeyRotation {

  /** What a keyset that does not open is called among the quarantined. */
  private static final String KEYSET = "vault_keys.wrapped";

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int BATCH = 200;

  /** How long a server that shares the file may take to read it again. */
  private static final Duration READING = Duration.ofSeconds(8);

  /** A server that was killed is not waited for after its silence. */
  private static final Duration USING = KeyNode.SILENCE.plusSeconds(10);

  /** A value that was read before it was sealed anew is opened by then. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final Database database;
  private final Vault vault;
  private final MasterKey masterKey;
  private final Leases leases;
  private final KeysetRepository keysets;
  private final KeyNodeRepository nodes;
  private final RotationRepository rotations;
  private final List<SealedColumn> columns;
  private final Consumer<String> report;
  private final Set<Long> withoutKeys = new HashSet<>();

  /**
   * @param columns every sealed column that there is
   * @param report hears how it goes, line by line; nothing secret
   */
  public KeyRotation(
      Database database,
      MasterKey masterKey,
      Notifications notifications,
      List<SealedColumn> columns,
      Consumer<String> report) {
    this.database = database;
    this.vault = new Vault(database, masterKey);
    this.masterKey = masterKey;
    this.leases = new Leases(database);
    this.keysets = new KeysetRepository(database);
    this.nodes = new KeyNodeRepository(database);
    this.rotations = new RotationRepository(database, notifications);
    this.columns = List.copyOf(columns);
    this.report = report;
  }

  /**
   * What a rotation has done, including what an interrupted one had.
   *
   * @param masterKey the fingerprint of the new master key
   * @param read how many values were sealed by old keys
   * @param resealed how many of them are sealed by new ones now
   * @param quarantined which do not open: column, organization and row
   */
  public record Outcome(String masterKey, long read, long resealed, List<String> quarantined) {}

  /**
   * Adds the key that is to take over to the file, so that it can be copied to every server;
   * nothing uses it yet.
   *
   * @return its fingerprint
   * @throws VaultException if the file is not the database's
   */
  public String prepare() {
    vault.verify();
    return masterKey.prepare();
  }

  /** The values that did not open when the last rotation came to them. */
  public List<String> quarantined() {
    return describe(rotations.quarantined());
  }

  /** What stands in the way of a rotation that has begun; empty while none has. */
  public List<String> state() {
    return rotations
        .open()
        .map(rotation -> {
          List<String> lines = new ArrayList<>();
          lines.add(
              "A rotation to the master key "
                  + rotation.masterKey()
                  + " was begun and has not ended: run './valence keys rotate'.");
          nodes.forget(KeyNode.SILENCE);
          nodes
              .without(rotation.masterKey())
              .forEach(node -> lines.add("Without the new master key: " + node));
          return lines;
        })
        .orElseGet(ArrayList::new);
  }

  /**
   * Rotates all keys, or goes on where a rotation was interrupted.
   *
   * @throws VaultException if another process does, if the file is not the database's, or a server
   *     does not have the new master key; the message says what to do
   */
  public Outcome rotate() {
    try (HeldLease lease =
        leases
            .hold("keys.rotate", LEASE, LEASE.plusSeconds(5)) // that of one that was killed ends
            .orElseThrow(() -> new VaultException("Another process is rotating the keys."))) {
      return rotate(lease);
    }
  }

  private Outcome rotate(HeldLease lease) {
    vault.verify();
    Rotation rotation = rotations.open().orElseGet(this::begin);
    masterKey.reload();
    if (!masterKey.has(rotation.masterKey())) {
      throw new VaultException(
          "A rotation was interrupted whose new master key "
              + rotation.masterKey()
              + " is not in "
              + masterKey.file()
              + ": put the file there of the server where it was begun.");
    }
    await(
        READING,
        () -> nodes.without(rotation.masterKey()),
        "do not have the new master key: copy " + masterKey.file() + " to them");
    report.accept("Every server has the new master key " + rotation.masterKey() + ".");
    renew(rotation);
    if (!rotation.renewed()) {
      rotations.renewed(rotation);
    }
    vault.heard(rotation.id(), System.nanoTime(), Duration.ofDays(365));
    await(USING, () -> nodes.behind(rotation.id()), "do not use the new keys: see to their logs");
    report.accept("Every server seals by new keys.");
    reseal(rotation, lease);
    pause(SETTLING);
    retire(rotation);
    Outcome outcome = outcome(rotation);
    rotations.end(rotation);
    return outcome;
  }

  private Rotation begin() {
    return rotations.begin(masterKey.prepare());
  }

  /** Waits while servers are not as far as they have to be. */
  private void await(Duration patience, Supplier<List<String>> servers, String what) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      nodes.forget(KeyNode.SILENCE);
      List<String> behind = servers.get();
      if (behind.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new VaultException(
            "These servers "
                + what
                + ", and run 'keys rotate' again: "
                + String.join("; ", behind)
                + ".");
      }
      pause(PAUSE);
    }
  }

  /** Gives every organization a new key, and wraps all keysets by the new master key. */
  private void renew(Rotation rotation) {
    boolean more = true;
    while (more) {
      more = false;
      // A keyset that is wrapped by the new master key has its new key already.
      for (Wrapped keyset : keysets.list()) {
        if (!rotation.masterKey().equals(keyset.wrappedBy())) {
          more |= !isBroken(keyset) && renewed(rotation, keyset);
        }
      }
    }
  }

  /** Gives one a new key; true, since others may have come meanwhile. */
  private boolean renewed(Rotation rotation, Wrapped keyset) {
    KeysetHandle opened;
    try {
      opened = masterKey.unwrap(keyset.wrapped(), keyset.identity());
    } catch (VaultException e) {
      Long organizationId = keyset.organizationId();
      if (organizationId == null) {
        throw e; // then it is the file that is wrong
      }
      withoutKeys.add(organizationId);
      put(new Quarantined(KEYSET, organizationId, keyset.identity()));
      return false;
    }
    try {
      KeysetHandle renewed = keyset.purpose().equals(Vault.SEAL) ? withNewKey(opened) : opened;
      keysets.replace(
          keyset,
          masterKey.wrap(renewed, keyset.identity(), rotation.masterKey()),
          rotation.masterKey());
      return true;
    } catch (GeneralSecurityException e) {
      throw new VaultException("The keys " + keyset.identity() + " cannot be renewed.", e);
    }
  }

  private boolean isBroken(Wrapped keyset) {
    return keyset.organizationId() != null && withoutKeys.contains(keyset.organizationId());
  }

  private static KeysetHandle withNewKey(KeysetHandle keyset) throws GeneralSecurityException {
    KeysetHandle fresh =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TinkConfig2026.get());
    return KeysetHandle.newBuilder(keyset)
        .addEntry(KeysetHandle.importKey(fresh.getPrimary().getKey()).makePrimary())
        .build();
  }

  private void reseal(Rotation rotation, HeldLease lease) {
    for (SealedColumn column : columns) {
      SealedColumnRepository values = new SealedColumnRepository(column);
      Set<Quarantined> known = rotations.quarantined();
      Place place = rotations.place(rotation, column);
      while (true) {
        place = pass(rotation, column, values, place, known, lease);
        // Rows that somebody else had locked were passed over.
        long left = database.read(handle -> values.countOutdated(handle, newestPrefixes(values)));
        long unopened =
            known.stream().filter(value -> value.sealed().equals(column.name())).count();
        if (left <= unopened) {
          break;
        }
        pause(PAUSE);
        place = new Place(null, place.read(), place.resealed());
      }
      report.accept(column.name() + ": " + place.resealed() + " of " + place.read());
    }
  }

  /** Reads the rest of a column once. */
  private Place pass(
      Rotation rotation,
      SealedColumn column,
      SealedColumnRepository values,
      Place begin,
      Set<Quarantined> known,
      HeldLease lease) {
    List<byte[]> newest = database.read(handle -> newestPrefixes(values));
    Place place = begin;
    while (true) {
      Place before = place;
      List<Row> unopened = new ArrayList<>();
      Place after =
          database.transact(handle -> {
            if (!leases.isHeld(handle, lease.lease())) {
              throw new VaultException("Another process has taken over the rotation of keys.");
            }
            List<Row> rows = values.lockOutdated(handle, before.place(), newest, BATCH);
            if (rows.isEmpty()) {
              return null;
            }
            long read = before.read();
            long resealed = before.resealed();
            for (Row row : rows) {
              if (known.contains(quarantined(column, row))) {
                continue;
              }
              read++;
              byte @Nullable [] sealed = sealAnew(column, row);
              if (sealed == null) {
                unopened.add(row);
              } else if (values.replace(handle, row, sealed)) {
                resealed++;
              }
            }
            Place now = new Place(rows.getLast().key(), read, resealed);
            rotations.putPlace(handle, rotation, column, now);
            return now;
          });
      unopened.forEach(row -> quarantine(column, row, known));
      if (after == null) {
        return before;
      }
      place = after;
    }
  }

  /** The value by the newest key; null if it does not open. */
  private byte @Nullable [] sealAnew(SealedColumn column, Row row) {
    if (withoutKeys.contains(row.organizationId())) {
      return null;
    }
    String identity = column.rowIdentity().apply(row.parts());
    try {
      return vault.seal(
          row.organizationId(),
          identity,
          vault.tryToOpen(row.organizationId(), identity, row.sealed()));
    } catch (UnopenedException _) {
      return null;
    }
  }

  /** What the values of every organization in a column begin with once they are sealed anew. */
  private List<byte[]> newestPrefixes(SealedColumnRepository values) {
    return database.read(values::organizations).stream()
        .filter(organizationId -> !withoutKeys.contains(organizationId))
        .map(vault::newestPrefix)
        .toList();
  }

  private void quarantine(SealedColumn column, Row row, Set<Quarantined> known) {
    Quarantined value = quarantined(column, row);
    known.add(value);
    report.accept("Does not open: " + describe(value));
    database.change(handle -> {
      rotations.quarantine(handle, value);
      column.consequence().of(handle, row.organizationId(), row.parts());
    });
  }

  private void put(Quarantined value) {
    report.accept("Does not open: " + describe(value));
    database.change(handle -> rotations.quarantine(handle, value));
  }

  private static Quarantined quarantined(SealedColumn column, Row row) {
    return new Quarantined(
        column.name(), row.organizationId(), column.rowIdentity().apply(row.parts()));
  }

  /** Takes the old keys away: nothing that opens is sealed by them any more. */
  private void retire(Rotation rotation) {
    for (Wrapped keyset : keysets.list()) {
      if (isBroken(keyset)) {
        continue;
      }
      if (!rotation.masterKey().equals(keyset.wrappedBy())) {
        throw new IllegalStateException(
            "The keys " + keyset.identity() + " are not wrapped by the new master key.");
      }
      if (keyset.purpose().equals(Vault.SEAL)) {
        retire(rotation, keyset);
      }
    }
    masterKey.retireAllBut(rotation.masterKey());
  }

  private void retire(Rotation rotation, Wrapped keyset) {
    try {
      KeysetHandle all = masterKey.unwrap(keyset.wrapped(), keyset.identity());
      if (all.size() > 1) {
        KeysetHandle newest =
            KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(all.getPrimary().getKey()).makePrimary())
                .build();
        keysets.replace(
            keyset,
            masterKey.wrap(newest, keyset.identity(), rotation.masterKey()),
            rotation.masterKey());
      }
    } catch (GeneralSecurityException e) {
      throw new VaultException("The old keys " + keyset.identity() + " cannot be taken away.", e);
    }
  }

  private Outcome outcome(Rotation rotation) {
    List<Place> places = columns.stream().map(column -> rotations.place(rotation, column)).toList();
    return new Outcome(
        rotation.masterKey(),
        places.stream().mapToLong(Place::read).sum(),
        places.stream().mapToLong(Place::resealed).sum(),
        describe(rotations.quarantined()));
  }

  private static List<String> describe(Set<Quarantined> values) {
    return values.stream().map(KeyRotation::describe).sorted().toList();
  }

  private static String describe(Quarantined value) {
    return value.sealed()
        + ", organization "
        + value.organizationId()
        + ", row "
        + value.rowIdentity();
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VaultException("The rotation of keys was interrupted: run it again.", e);
    }
  }
}
