package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.model.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

  @TempDir private Path directory;

  @Test
  void itIsDurableClosedToStrangersAndThereAgainAfterARestart() throws Exception {
    Secret password;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      password = database.password();
      assertThat(query(database, "show fsync")).isEqualTo("on");
      assertThat(query(database, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(
              query(
                  database, "select string_agg(distinct auth_method, ' ') from pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      for (String wrong : List.of("", "postgres", "wrong")) {
        assertThatThrownBy(
                () -> DriverManager.getConnection(database.jdbcUrl(), database.user(), wrong))
            .isInstanceOf(SQLException.class);
      }
      execute(database, "create table kept (value text)");
      execute(database, "insert into kept values ('still here')");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("password"))))
          .isEqualTo("rw-------");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(query(database, "select value from kept")).isEqualTo("still here");
      assertThat(database.password()).isEqualTo(password);
    }
  }

  @Test
  void theServerOfAKilledProcessIsReplacedAndWhatItCommittedIsThere() throws Exception {
    Process holder = holder();
    String url = firstLine(holder);
    assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Another process of Valence")
        .hasMessageContaining(directory.toString());

    holder.destroyForcibly().waitFor();
    long orphan = postmaster();
    assertThat(ProcessHandle.of(orphan)).isPresent();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(ProcessHandle.of(orphan)).isEmpty();
      assertThat(database.jdbcUrl()).isNotEqualTo(url);
      assertThat(query(database, "select value from kept")).isEqualTo("committed");
    }
  }

  @Test
  void aProcessThatGotTheNumberOfTheOldServerIsLeftAlone() throws Exception {
    EmbeddedDatabase.start(directory).close();
    Process bystander = new ProcessBuilder("sleep", "600").start();
    try {
      Path cluster = directory.resolve("cluster").toRealPath();
      Files.writeString(
          cluster.resolve("postmaster.pid"), bystander.pid() + "\n" + cluster + "\n1000000000\n");
      try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
        assertThat(query(database, "select 1")).isEqualTo("1");
      }
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aDirectoryThatIsInUseInThisProcessIsRefused() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(database.jdbcUrl()).isNotEmpty();
      assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("stop it first");
    }
  }

  @Test
  void aHalfMadeClusterOfAKilledProcessIsMadeAnew() throws IOException, SQLException {
    Path draft = Files.createDirectory(directory.resolve("cluster-draft"));
    Files.writeString(draft.resolve("postgresql.conf"), "half written");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(query(database, "select 1")).isEqualTo("1");
    }
  }

  /** Runs in a process of its own: starts a server, commits, tells its address and waits. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
      execute(database, "create table kept (value text)");
      execute(database, "insert into kept values ('committed')");
      System.out.println(database.jdbcUrl());
      System.in.read();
    }
  }

  private Process holder() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Holder.class.getName(), directory.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.startsWith("jdbc:")) {
      line = output.readLine();
    }
    assertThat(line).isNotNull();
    return line;
  }

  private long postmaster() throws IOException {
    Path file = directory.resolve("cluster").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.user(), database.password().reveal());
  }
}
