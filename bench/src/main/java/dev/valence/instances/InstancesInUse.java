package dev.valence.instances;

import dev.valence.bench.Bar;
import dev.valence.bench.Figure;
import dev.valence.bench.Report;
import dev.valence.identity.AuditLog;
import dev.valence.instances.Instance.Value;
import dev.valence.instances.InstanceRepository.TokenOwner;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.EmbeddedDatabase;
import dev.valence.store.Notifications;
import dev.valence.vault.MasterKey;
import dev.valence.vault.Vault;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/**
 * Instances that are stored, and those of them that are in use: what one takes of the heap, and
 * what looking one up costs while more and more are stored. They have the values of a Dropbox
 * account, sealed as the server seals them, and are read by its own code from its own PostgreSQL.
 */
public final class InstancesInUse {

  private static final String SCENARIO = "instances";
  private static final int[] STORED = {1_000, 10_000, 100_000};
  private static final int IN_USE = 10_000;
  private static final int LOOKUPS = 1_000;
  private static final int ROUNDS = 5;

  private final Random random = new Random(1);
  private final AgroalDataSource source;
  private final Vault vault;
  private final InstanceRepository repository;
  private final Notifications notifications;
  private final List<Secret> tokens = new ArrayList<>();

  private InstancesInUse(AgroalDataSource source, Path masterKey) {
    this.source = source;
    Database database = new Database(source);
    this.vault = new Vault(database, MasterKey.readOrCreate(masterKey));
    this.notifications = new Notifications(source);
    this.repository =
        new InstanceRepository(database, vault, notifications, AuditLog.withoutCalls(database));
  }

  /** Adds what they take and cost. */
  public static void measure(Report report, Path directory)
      throws SQLException, IOException, InterruptedException {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(directory.resolve("postgres"));
        AgroalDataSource source = source(server)) {
      Flyway.configure().dataSource(source).load().migrate();
      InstancesInUse instances = new InstancesInUse(source, directory.resolve("master.key"));
      try (Notifications notifications = instances.notifications) {
        notifications.start();
        instances.measure(report);
      }
    }
  }

  private static AgroalDataSource source(EmbeddedDatabase server) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(pool ->
                pool.maxSize(4)
                    .connectionFactoryConfiguration(factory ->
                        factory
                            .jdbcUrl(server.jdbcUrl())
                            .principal(new NamePrincipal(server.user()))
                            .credential(new SimplePassword(server.password().reveal())))));
  }

  private void measure(Report report) throws SQLException, IOException, InterruptedException {
    execute(
        """
        insert into organizations (id, name, secret_hash, secret_sealed) values (1, 'One', 'a', 'a');
        insert into accounts (id, organization_id, external_id, name) values (1, 1, 'one', 'One');
        insert into users (id, organization_id, account_id, email, first_name, last_name,
          password_hash, secret_hash, secret_sealed)
        values (1, 1, 1, 'ann@example.org', 'Ann', 'Example', 'a', 'a', 'a')
        """);
    List<Figure> cold = new ArrayList<>();
    for (int stored : STORED) {
      store(stored);
      cold.add(report.add(lookups(stored)));
    }
    report.add(
        Bar.atMost(
            SCENARIO,
            "first look-up, %,d to %,d stored".formatted(STORED[2], STORED[0]),
            cold.getLast().ratioTo(cold.getFirst()),
            1.25));
    heap(report);
  }

  /** Microseconds of a look-up that asks the database, and of one that does not. */
  private Figure lookups(int stored) {
    double[] cold = new double[ROUNDS];
    lookUp(new KeptInstances(repository, notifications)); // warms up the code and the database
    for (int round = 0; round < ROUNDS; round++) {
      cold[round] = lookUp(new KeptInstances(repository, notifications));
    }
    return Figure.of(SCENARIO, "server", "first look-up, %,d stored".formatted(stored), "µs", cold);
  }

  /** Each is another instance, however few are stored: the second time it would be in memory. */
  private double lookUp(KeptInstances kept) {
    List<Secret> which = new ArrayList<>(tokens);
    Collections.shuffle(which, new Random(2));
    long start = System.nanoTime();
    for (Secret token : which.subList(0, LOOKUPS)) {
      find(kept, token);
    }
    return (System.nanoTime() - start) / 1e3 / LOOKUPS;
  }

  private static Instance find(KeptInstances kept, Secret token) {
    TokenOwner owner = kept.owner(token).orElseThrow();
    return kept.find(owner).orElseThrow();
  }

  private void heap(Report report) throws InterruptedException {
    KeptInstances kept = new KeptInstances(repository, notifications);
    List<Secret> used = new ArrayList<>();
    for (int i = 0; i < IN_USE; i++) { // a call brings its token along, which is then kept
      used.add(Secret.of(new String(tokens.get(i * 7).reveal().toCharArray())));
    }
    find(kept, used.getFirst());
    long before = usedHeap();
    long own = 0;
    long start = System.nanoTime();
    for (Secret token : used) {
      Instance instance = find(kept, token);
      own += instance.token().reveal().length();
      own += instance.value(StoredTokens.ACCESS).orElseThrow().length();
      own += instance.value(StoredTokens.REFRESH).orElseThrow().length();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long after = usedHeap();
    report.note(
        "instances: %,d were taken into use in %.1f s; those are kept that were within half a minute"
            .formatted(IN_USE, seconds));
    Figure each =
        report.add(
            Figure.of(
                SCENARIO,
                "server",
                "heap per instance in use",
                "bytes",
                (double) (after - before - own) / IN_USE));
    report.add(
        Figure.of(SCENARIO, "server", "bytes of its tokens", "bytes", (double) own / IN_USE));
    report.add(Bar.atMost(SCENARIO, "heap per instance in use", each.median(), 2048, "bytes"));
    double[] warm = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      for (Secret token : used) {
        find(kept, token);
      }
      warm[round] = (System.nanoTime() - begun) / 1e3 / IN_USE;
    }
    report.add(Figure.of(SCENARIO, "server", "look-up of one in use", "µs", warm));
  }

  private static long usedHeap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(100);
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Stores as many as are missing. */
  private void store(int wanted) throws SQLException, IOException {
    StringBuilder rows = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (long id = tokens.size() + 1L; id <= wanted; id++) {
      Secret token = Secret.of(text(44));
      tokens.add(token);
      row(
          rows,
          String.valueOf(id),
          "1",
          "1",
          "1",
          "1",
          "Account " + id,
          "{}",
          bytes(vault.lookupHash("element-token", token)),
          bytes(vault.seal(1, "instances/" + id + "/token", token)));
      for (Map.Entry<String, Value> value : values(id).entrySet()) {
        String key = value.getKey();
        boolean plain = value.getValue() instanceof Value.Plain;
        row(
            values,
            String.valueOf(id),
            "1",
            key,
            plain ? value.getValue().text() : "\\N",
            plain
                ? "\\N"
                : bytes(
                    vault.seal(
                        1,
                        "instance_configuration/" + id + "/" + key,
                        Secret.of(value.getValue().text()))));
      }
    }
    copy(
        "instances (id, organization_id, account_id, user_id, element_id, name, tags, token_hash,"
            + " token_sealed)",
        rows);
    copy("instance_configuration (instance_id, organization_id, key, value, sealed)", values);
    execute("analyze instances; analyze instance_configuration");
  }

  /** What is kept of a Dropbox account whose tokens expire. */
  private Map<String, Value> values(long id) {
    Map<String, Value> values = new TreeMap<>();
    values.put("oauth.api.key", new Value.Plain("8ka2lq0w3rj1x9p"));
    values.put("oauth.api.secret", new Value.Hidden(Secret.of("m0v5yq7c2hd8t4b")));
    values.put("oauth.callback.url", new Value.Plain("https://app.example.com/callback"));
    values.put("oauth.user.id", new Value.Plain("dbid:" + text(34)));
    values.put(StoredTokens.ACCESS, new Value.Hidden(Secret.of("sl.u." + text(180))));
    values.put(StoredTokens.REFRESH, new Value.Hidden(Secret.of(text(64))));
    values.put(StoredTokens.INTERVAL, new Value.Plain("14400"));
    values.put(StoredTokens.TIME, new Value.Plain(String.valueOf(1_700_000_000_000L + id)));
    return values;
  }

  private String text(int length) {
    byte[] bytes = new byte[(length + 1) / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, length);
  }

  private static String bytes(byte[] value) {
    return "\\\\x" + HexFormat.of().formatHex(value);
  }

  private static void row(StringBuilder rows, String... columns) {
    rows.append(String.join("\t", Arrays.asList(columns))).append('\n');
  }

  private void copy(String table, StringBuilder rows) throws SQLException, IOException {
    try (Connection connection = source.getConnection()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + table + " from stdin",
              new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
