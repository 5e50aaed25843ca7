package dev.valence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.jdbc.DatabaseException.Kind;
import dev.valence.model.Secret;
import dev.valence.store.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
class DatabasesTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static TestDatabase server;
  private Databases databases;

  @BeforeAll
  static void open() {
    server = TestDatabase.fresh();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void people() {
    sql("create table person (id int primary key, name text, born date, data jsonb)");
    sql("insert into person select n, 'p' || n, '2000-01-01', null from generate_series(1, 100) n");
    databases = new Databases(settings());
  }

  @AfterEach
  void close() {
    databases.close();
    sql("drop table person");
  }

  @Test
  void aSelectIsAListThatIsCut() throws Exception {
    JsonNode rows = execute(query("select id, name from person order by id").atMost(50));

    assertThat(rows).hasSize(50);
    assertThat(rows.get(49)).isEqualTo(JSON.readTree("{\"id\": 50, \"name\": \"p50\"}"));
    assertThat(execute(query("select id from person"))).hasSize(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> query("select id from person").atMost(0).build());
    assertThat(execute(query("select id from person where id > 100"))).isEmpty();
    assertThat(execute(query("select count(*) from person")).toString())
        .isEqualTo("[{\"count\":100}]");
  }

  @Test
  void aChangeTellsHowManyRows() {
    assertThat(
            execute(
                    change("update person set name = :name where id <= {top}")
                        .with("top", "3")
                        .with("name", "x"))
                .toString())
        .isEqualTo("{\"count\":3}");
    assertThat(count("name = 'x'")).isEqualTo(3);
    assertThat(execute(change("delete from person where id = :id").with("id", 1000)).toString())
        .isEqualTo("{\"count\":0}");
    assertThat(
            execute(
                    change("insert into person (id) values (:id) returning id, name")
                        .with("id", 500))
                .toString())
        .isEqualTo("[{\"id\":500,\"name\":null}]");
    assertThat(count("id = 500")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | true",
        "7::smallint | 7",
        "5000000000 | 5000000000",
        "1.50::numeric | 1.50",
        "0.1::float4 | 0.1",
        "1e300::float8 | 1E+300",
        "'NaN'::float8 | \"NaN\"",
        "'Infinity'::numeric | \"Infinity\"",
        "'007' | \"007\"",
        "null::int | null",
        "date '2024-02-29' | \"2024-02-29\"",
        "time '10:20' | \"10:20:00\"",
        "timetz '10:20+02' | \"10:20:00+02:00\"",
        "timestamp '2024-02-29 10:20:00' | \"2024-02-29T10:20:00\"",
        "timestamp '2024-02-29 10:20:00.5' | \"2024-02-29T10:20:00.5\"",
        "timestamptz '2024-02-29 10:20:00+02' | \"2024-02-29T08:20:00Z\"",
        "timestamp 'infinity' | \"infinity\"",
        "'{\"a\": [1, 2.50, null]}'::jsonb | {\"a\":[1,2.50,null]}",
        "'[1]'::json | [1]",
        "'\\x00ff10'::bytea | \"AP8Q\"",
        "'8f14e45f-ceea-467f-a8f1-0c5a3c2c6d1e'::uuid | \"8f14e45f-ceea-467f-a8f1-0c5a3c2c6d1e\"",
        "array[1, null, 3] | [1,null,3]",
        "array[[true, false], [false, true]] | [[true,false],[false,true]]",
        "array[timestamptz '2024-02-29 10:20:00Z'] | [\"2024-02-29T10:20:00Z\"]",
        "'{}'::text[] | []",
        "interval '1 day' | \"1 day\"",
        "int4range(1, 5) | \"[1,5)\"",
        "b'101' | \"101\""
      })
  void valuesHaveTheirJsonForm(String expression, String expected) {
    assertThat(execute(query("select " + expression + " as v")).get(0).path("v").toString())
        .isEqualTo(
            expected.equals("\"1 day\"")
                ? execute(query("select (interval '1 day')::text as v")).get(0).path("v").toString()
                : expected);
  }

  @Test
  void columnsOfOneNameHideNothing() {
    assertThat(execute(query("select 1 as a, 2 as a, 3 as a")).toString())
        .isEqualTo("[{\"a\":1,\"a_2\":2,\"a_3\":3}]");
  }

  @Test
  void parametersOfEveryKindAreBound() throws Exception {
    assertThat(execute(query("select name from person where id = :id").with("id", "7")).toString())
        .isEqualTo("[{\"name\":\"p7\"}]");
    assertThat(
            execute(
                query("select id from person where born = '{born}' limit :n")
                    .with("born", "2000-01-01")
                    .with("n", "2")))
        .hasSize(2);
    execute(
        change("insert into person values (:id, :name, :born, :data)")
            .with("id", 5_000_000_00L)
            .with("name", null)
            .with("born", "2024-02-29")
            .with("data", JSON.readTree("{\"x\": [1, \"y\"], \"z\": {\"b\": true}}")));
    assertThat(
            execute(query("select name, data from person where data ? :key").with("key", "x"))
                .toString())
        .isEqualTo("[{\"name\":null,\"data\":{\"x\":[1,\"y\"],\"z\":{\"b\":true}}}]");
    assertThat(
            execute(
                    query("select :a as a, :b as b, :c as c, :d as d")
                        .with("a", 1)
                        .with("b", true)
                        .with("c", 10_000_000_000L)
                        .with("d", 1.5))
                .toString())
        .isEqualTo("[{\"a\":1,\"b\":true,\"c\":10000000000,\"d\":1.5}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "' or '1'='1",
        "x'; drop table person; --",
        "\\'; drop table person; --",
        "x\\",
        ":name",
        "{name}",
        "?",
        "$1",
        "\" or 1=1 --",
        "/*",
        "'||(select 'p1')||'"
      })
  void aValueIsNeverPartOfTheStatement(String attack) {
    for (String condition : List.of("name = :name", "name = '{name}'", "name={name}")) {
      assertThat(execute(query("select * from person where " + condition).with("name", attack)))
          .isEmpty();
      assertThat(execute(query("select :name as v").with("name", attack)).get(0).path("v").asText())
          .isEqualTo(attack);
    }
    assertThat(refused(query("select * from person where id = :id").with("id", attack)).kind())
        .isEqualTo(Kind.REJECTED);
    assertThat(refused(query("select * from \"{name}\"").with("name", attack)).kind())
        .isEqualTo(Kind.INVALID);
    assertThat(count("true")).isEqualTo(100);
  }

  @Test
  void aCallThatOnlyReadsChangesNothing() {
    for (String sql :
        List.of(
            "delete from person",
            "with gone as (delete from person returning 1) select * from gone",
            "create table more (id int)",
            "set transaction read write; delete from person")) {
      DatabaseException failure = refused(query(sql));
      assertThat(failure.kind()).isIn(Kind.REJECTED, Kind.INVALID);
    }
    execute(query("set transaction read write"));
    assertThat(refused(query("delete from person")).kind()).isEqualTo(Kind.REJECTED);
    assertThat(count("true")).isEqualTo(100);
  }

  @Test
  void aStatementThatFailsChangesNothingAndIsToldInTheDatabasesWords() {
    DatabaseException conflict =
        refused(change("insert into person select n from generate_series(1000, 1, -1) n"));
    assertThat(conflict.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(conflict.words().orElseThrow()).contains("person_pkey");
    assertThat(count("true")).isEqualTo(100);

    DatabaseException unknown = refused(query("select * from nobody where x = :x").with("x", "v"));
    assertThat(unknown.kind()).isEqualTo(Kind.REJECTED);
    assertThat(unknown.words().orElseThrow()).contains("nobody");
    assertThat(unknown).hasNoCause();
  }

  @Test
  void nothingIsAllowedUntilTheOperatorListsIt() {
    try (Databases closed = new Databases(DatabaseSettings.of(List.of(), List.of(), List.of()))) {
      DatabaseException failure =
          failure(
              closed,
              query("select 1").at(server.url() + "?socketFactory=a.B&loggerFile=/tmp/x").build());
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.message())
          .contains(
              "VALENCE_JDBC_DRIVERS",
              "VALENCE_JDBC_HOSTS",
              "VALENCE_JDBC_PROPERTIES",
              address(),
              "'socketFactory'",
              "'loggerFile'");
    }
  }

  @Test
  void aDriverAHostOrAPropertyThatIsNotListedIsRefused() throws Exception {
    assertThat(refused(query("select 1").by("org.h2.Driver")).kind()).isEqualTo(Kind.REFUSED);
    assertThat(execute(query("select 1 as v").by("org.postgresql.Driver"))).hasSize(1);
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String elsewhere = "127.0.0.1:" + other.getLocalPort();
      for (String url :
          List.of(
              "jdbc:postgresql://" + elsewhere + "/x",
              server.url() + "?PGHOST=127.0.0.1&PGPORT=" + other.getLocalPort(),
              server.url() + "?service=other",
              server.url() + "?user=postgres",
              server.url() + "?sslfactory=org.example.Factory",
              server.url() + "?ApplicationName=x&%73ocketFactory=x")) {
        assertThat(refused(query("select 1").at(url)).kind()).isEqualTo(Kind.REFUSED);
      }
      String two = server.url().replace(address(), address() + "," + elsewhere);
      assertThat(refused(query("select 1").at(two)).kind()).isEqualTo(Kind.INVALID);
      other.setSoTimeout(1);
      assertThat(catchThrowableOfType(SocketTimeoutException.class, other::accept)).isNotNull();
    }
    assertThat(
            execute(
                    query("select current_setting('application_name') as v")
                        .at(server.url() + "?ApplicationName=listed"))
                .toString())
        .isEqualTo("[{\"v\":\"listed\"}]");
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() {
    DatabaseException failure = refused(query("select 1").as(server.user(), "a-wrong-password"));
    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
    assertThat(failure.words().orElseThrow()).doesNotContain("a-wrong-password");
    assertThat(refused(query("select 1").as(" ", "x")).kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void whatTheUserMayNotDoIsForbidden() {
    String user = "guest_" + UUID.randomUUID().toString().replace("-", "");
    sql("create role " + user + " login password 'guest-password'");
    try {
      DatabaseException failure = refused(query("select * from person").as(user, "guest-password"));
      assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
    } finally {
      databases.close();
      sql("drop role " + user);
    }
  }

  @Test
  void aSlowStatementIsGivenUpAndEndsInTheDatabase() {
    try (Databases hasty = new Databases(settings().withStatementTimeout(Duration.ofSeconds(1)))) {
      DatabaseException failure = failure(hasty, query("select pg_sleep(600)").build());
      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(running("pg_sleep(600)")).isFalse();
      assertThat(hasty.execute(query("select 1 as v").build())).hasSize(1);
    }
  }

  @Test
  void aServerThatIsNotThereOrSaysNothingIsUnreachable() throws Exception {
    int free;
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = silent.getLocalPort();
      assertThat(at(free).kind()).isEqualTo(Kind.UNREACHABLE);
    }
    assertThat(at(free).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aConnectionThatIsLostIsReplaced() {
    assertThat(refused(query("select pg_terminate_backend(pg_backend_pid())")).kind())
        .isEqualTo(Kind.UNREACHABLE);
    assertThat(execute(query("select 1 as v"))).hasSize(1);
  }

  @Test
  void connectionsAreUsedAgainAndNothingStaysInThem() {
    JsonNode first = execute(query("select pg_backend_pid() as pid"));
    execute(change("create temporary table mine (id int)"));
    execute(change("set search_path to nowhere"));
    execute(change("set role pg_monitor"));
    assertThat(refused(change("select 1 / 0")).kind()).isEqualTo(Kind.REJECTED);

    assertThat(execute(query("select pg_backend_pid() as pid"))).isEqualTo(first);
    assertThat(
            execute(query("select to_regclass('mine') as m, current_user = session_user as u"))
                .toString())
        .isEqualTo("[{\"m\":null,\"u\":true}]");
    assertThat(execute(query("select id from person limit 1"))).hasSize(1);
  }

  @Test
  void anotherPasswordIsAnotherConnection() {
    execute(query("select 1"));
    assertThat(refused(query("select 1").as(server.user(), "not the password")).kind())
        .isEqualTo(Kind.CREDENTIALS);
  }

  @Test
  void anAccountHasABoundedShareOfConnections() throws Exception {
    DatabaseSettings bounded =
        new DatabaseSettings(
            settings().drivers(),
            settings().hosts(),
            Set.of(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            1,
            2,
            1_000_000);
    try (Databases narrow = new Databases(bounded);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<JsonNode> holding =
          CompletableFuture.supplyAsync(
              () -> narrow.execute(change("select pg_advisory_lock(4711)").build()), executor);
      try (Connection lock = server.dataSource().getConnection();
          Statement statement = lock.createStatement()) {
        holding.join();
        statement.execute("select pg_advisory_lock(4711)"); // free again: sessions are cleared
        CompletableFuture<JsonNode> waiting =
            CompletableFuture.supplyAsync(
                () -> narrow.execute(change("select pg_advisory_lock(4711)").build()), executor);
        while (!running("pg_advisory_lock(4711)")) {
          assertThat(waiting).isNotDone();
        }
        DatabaseException failure = failure(narrow, query("select 1").build());
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.message()).contains("Too many");
        statement.execute("select pg_advisory_unlock(4711)");
        waiting.join();
      }
      assertThat(narrow.execute(query("select 1 as v").build())).hasSize(1);
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    DatabaseSettings small =
        new DatabaseSettings(
            settings().drivers(),
            settings().hosts(),
            Set.of(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            2,
            2,
            500_000);
    try (Databases bounded = new Databases(small)) {
      for (String sql :
          List.of(
              "select repeat('x', 1000) from generate_series(1, 1000)",
              "select repeat('x', 5000000)",
              "select repeat('x', 100000)::bytea from generate_series(1, 10)",
              "select array_fill(1, array[100000])")) {
        assertThat(failure(bounded, query(sql).build()).kind()).as(sql).isEqualTo(Kind.LIMIT);
      }
      assertThat(bounded.execute(query("select repeat('x', 100000) as v").build())).hasSize(1);
    }
  }

  /** A statement as a test says it. */
  private record Draft(
      String url,
      Optional<String> driver,
      String user,
      String password,
      String sql,
      Map<String, JsonNode> parameters,
      int maximum,
      boolean readOnly) {

    Draft with(String name, Object value) {
      Map<String, JsonNode> more = new HashMap<>(parameters);
      more.put(name, JSON.valueToTree(value));
      return new Draft(url, driver, user, password, sql, more, maximum, readOnly);
    }

    Draft atMost(int rows) {
      return new Draft(url, driver, user, password, sql, parameters, rows, readOnly);
    }

    Draft at(String other) {
      return new Draft(other, driver, user, password, sql, parameters, maximum, readOnly);
    }

    Draft by(String name) {
      return new Draft(url, Optional.of(name), user, password, sql, parameters, maximum, readOnly);
    }

    Draft as(String name, String secret) {
      return new Draft(url, driver, name, secret, sql, parameters, maximum, readOnly);
    }

    DatabaseStatement build() {
      return new DatabaseStatement(
          url, driver, user, Secret.of(password), sql, parameters, maximum, readOnly);
    }
  }

  private static Draft query(String sql) {
    return new Draft(
        server.url(),
        Optional.empty(),
        server.user(),
        server.password(),
        sql,
        Map.of(),
        1000,
        true);
  }

  private static Draft change(String sql) {
    return new Draft(
        server.url(),
        Optional.empty(),
        server.user(),
        server.password(),
        sql,
        Map.of(),
        1000,
        false);
  }

  private JsonNode execute(Draft draft) {
    return databases.execute(draft.build());
  }

  private DatabaseException refused(Draft draft) {
    return failure(databases, draft.build());
  }

  private static DatabaseException failure(Databases databases, DatabaseStatement statement) {
    DatabaseException failure =
        catchThrowableOfType(DatabaseException.class, () -> databases.execute(statement));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static DatabaseException at(int port) {
    String address = "127.0.0.1:" + port;
    DatabaseSettings settings =
        new DatabaseSettings(
            Set.of(PostgresUrl.DRIVER),
            Set.of(address),
            Set.of(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            2,
            2,
            1_000_000);
    try (Databases databases = new Databases(settings)) {
      return failure(
          databases, query("select 1").at("jdbc:postgresql://" + address + "/x").build());
    }
  }

  private static DatabaseSettings settings() {
    return DatabaseSettings.of(
        List.of(PostgresUrl.DRIVER), List.of(address()), List.of("ApplicationName"));
  }

  private static String address() {
    return PostgresUrl.parse(server.url()).address();
  }

  private static boolean running(String text) {
    return value(
            "select count(*) from pg_stat_activity where state = 'active'"
                + " and pid <> pg_backend_pid() and usename is not null and query like '%"
                + text
                + "%' and application_name = 'Valence'")
        > 0;
  }

  private static long count(String condition) {
    return value("select count(*) from person where " + condition);
  }

  private static long value(String query) {
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sql(String text) {
    try (Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
