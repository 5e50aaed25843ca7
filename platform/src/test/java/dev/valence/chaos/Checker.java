package dev.valence.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api;
import dev.valence.app.Api.Answer;
import dev.valence.app.DropboxAccount;
import dev.valence.app.Parallel;
import dev.valence.chaos.Account.Status;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.User;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what clients were told with the API on both nodes, the database, and what the provider
 * has seen. It runs while everything is well and nobody works.
 */
final class Checker {

  private static final String LOST = "(?s).*A renewal that began at .* was cut short.*";

  private final World world;
  private final Map<Node, Long> logRead = new HashMap<>();
  private final Set<String> filesChecked = new HashSet<>();

  Checker(World world) {
    this.world = world;
  }

  /**
   * Checks everything.
   *
   * @param after what has happened since the last time
   */
  void check(String after) throws IOException, InterruptedException {
    world.rest().lock();
    try {
      List<String> before = world.tally().violations();
      Map<String, JsonNode> listed = new ConcurrentHashMap<>(list(after));
      Parallel.join(
          world.accounts().stream()
              .map(account ->
                  Parallel.begin(() -> {
                    check(after, account, listed);
                    return account;
                  }))
              .toList());
      Map<String, List<Call>> renewals = renewals();
      for (Account account : world.accounts()) {
        checkRenewals(after, account, renewals.getOrDefault(account.application(), List.of()));
      }
      listed.remove(world.observerOfOne().name());
      listed.remove(world.observerOfOther().name());
      listed
          .keySet()
          .forEach(name -> violation(after, "there is an instance that nobody made: " + name));
      checkRefusals(after);
      forgetTheGone();
      checkFiles(after);
      checkDatabase(after);
      for (Node node : world.nodes()) {
        checkLog(after, node);
      }
      world.sandbox().clearCalls();
      if (before.size() != world.tally().violations().size()) {
        System.out.println("after " + after + ": " + world.tally().violations());
      }
    } finally {
      world.rest().unlock();
    }
  }

  private void violation(String after, String what) {
    world.tally().violation("after " + after + ": " + what);
  }

  /** All instances by their names, the same on both nodes and none twice. */
  private Map<String, JsonNode> list(String after) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    Set<Long> ids = new HashSet<>();
    for (Node node : world.nodes()) {
      Map<String, JsonNode> here = new LinkedHashMap<>();
      Api api = node.api();
      String next = "";
      do {
        Answer page = api.get("/instances?pageSize=200" + next, api.organization());
        if (page.status() != 200) {
          violation(after, node.name() + " does not list: " + page.response().body());
          return found;
        }
        for (JsonNode instance : page.json()) {
          if (here.put(instance.path("name").asText(), instance) != null) {
            violation(after, "there are two instances " + instance.path("name").asText());
          }
        }
        String token = page.header("elements-next-page-token");
        next = token.isEmpty() ? "" : "&nextPage=" + Api.encode(token);
      } while (!next.isEmpty());
      if (found.isEmpty()) {
        found.putAll(here);
        here.values().stream()
            .map(instance -> instance.path("id").asLong())
            .filter(id -> !ids.add(id))
            .forEach(id -> violation(after, "two instances have the id " + id));
      } else if (!found.keySet().equals(here.keySet())) {
        violation(after, "the nodes list other instances: " + found.keySet() + here.keySet());
      }
    }
    return found;
  }

  private void check(String after, Account account, Map<String, JsonNode> listed) {
    List<String> present = account.names().stream().filter(listed::containsKey).toList();
    if (present.size() > 1) {
      violation(after, "one request has made " + present);
    }
    JsonNode found = present.isEmpty() ? null : listed.remove(present.getFirst());
    switch (account.status()) {
      case MADE -> {
        if (found == null) {
          violation(after, "an instance that was acknowledged is lost: " + account.names());
          account.status(Status.DELETED);
        }
      }
      case PERHAPS_MADE -> {
        if (found == null) {
          account.status(Status.REFUSED);
        } else {
          account.made(found);
        }
      }
      case PERHAPS_DELETED -> {
        if (found == null) {
          account.status(Status.DELETED);
        } else {
          account.made(found);
        }
      }
      case DELETED, REFUSED -> {
        if (found != null) {
          violation(after, account.status() + ", and there: " + present);
        }
      }
    }
    if (found != null) {
      account.has(present.getFirst());
    }
    JsonNode instance = account.instance();
    if (instance != null) {
      for (Node node : world.nodes()) {
        check(after, account, instance, node);
      }
    }
  }

  /**
   * A connected instance works on the node; another one says why it does not; a deleted is gone.
   */
  private void check(String after, Account account, JsonNode instance, Node node) {
    Api api = node.api();
    Answer call = api.get("/storage", api.element(instance));
    Answer row = api.get(Api.path(instance), api.organization());
    String what = node.name() + ", " + account.names() + ": " + call.response().body();
    if (account.status() == Status.DELETED) {
      if (call.status() != 401 || row.status() != 404) {
        violation(after, "a deleted instance answers at " + what);
      }
      return;
    }
    JsonNode state = row.json().path("state");
    boolean connected = state.path("name").asText().equals("connected");
    if (row.status() != 200 || (call.status() == 200) != connected) {
      violation(after, "an instance is half made at " + what + row.response().body());
    } else if (!connected && !state.path("reason").asText().matches(LOST)) {
      violation(after, "a refresh token is lost, and it is not said why, at " + what + state);
    }
  }

  /** The attempts to renew, by the application of their instance. */
  private Map<String, List<Call>> renewals() {
    Map<String, List<Call>> found = new HashMap<>();
    for (Call call : world.provider().calls(DropboxAccount.TOKEN)) {
      if (DropboxAccount.parameter(call, "grant_type").equals("refresh_token")) {
        found.computeIfAbsent(application(call), name -> new ArrayList<>()).add(call);
      }
    }
    return found;
  }

  private static String application(Call call) {
    String inForm = DropboxAccount.parameter(call, "client_id");
    if (!inForm.isEmpty()) {
      return inForm;
    }
    String basic = call.headers().getOrDefault("authorization", "Basic ").substring(6);
    return new String(Base64.getDecoder().decode(basic)).replaceFirst(":.*", "");
  }

  /** A refresh token that the provider has taken is never sent again, save where that is said. */
  private void checkRenewals(String after, Account account, List<Call> calls) {
    Set<String> taken = new HashSet<>();
    for (Call call : calls) {
      String token = DropboxAccount.parameter(call, "refresh_token");
      boolean again = taken.contains(token);
      if (again && account.status() == Status.MADE && connected(account)) {
        violation(after, "a refresh token was sent twice for " + account.names());
      }
      if (call.status() != null && call.status() == 200) {
        taken.add(token);
      }
    }
  }

  private boolean connected(Account account) {
    Api api = world.one().api();
    JsonNode instance = account.instance();
    return instance != null
        && api.get(Api.path(instance), api.organization())
            .json()
            .path("state")
            .path("name")
            .asText()
            .equals("connected");
  }

  private void checkRefusals(String after) {
    for (Account account : world.refused()) {
      if (account.status() == Status.MADE && connected(account)) {
        violation(after, "a call was refused with 401 or 404 for " + account.names());
      }
    }
    world.clearRefused();
  }

  /** Those that need consent are done with, and those that are gone. */
  private void forgetTheGone() {
    Api api = world.one().api();
    for (Account account : world.accounts()) {
      JsonNode instance = account.instance();
      if (account.status() == Status.MADE && instance != null && !connected(account)) {
        var _ = api.delete(Api.path(instance), api.organization());
        account.status(Status.DELETED);
      }
      if (account.status() == Status.REFUSED || account.status() == Status.DELETED) {
        world.remove(account);
      }
    }
  }

  /** What the provider has is whole, and what was acknowledged is there. */
  private void checkFiles(String after) {
    User user = world.provider().users().getFirst();
    Set<String> there = new HashSet<>();
    for (FaceFiles.Entry entry : world.provider().tree(user)) {
      there.add(entry.path());
      if (filesChecked.add(entry.path())
          && !Arrays.equals(
              world.provider().file(user, entry.path()),
              Content.of(entry.path(), world.size(entry.path())))) {
        violation(after, "the provider has a file that is not what was sent: " + entry.path());
      }
    }
    for (String path : world.stored()) {
      if (!there.contains(path)) {
        violation(after, "a file that was acknowledged is not there: " + path);
      }
    }
  }

  private void checkDatabase(String after) {
    none(
        after,
        "instances without tokens",
        """
        select i.id from instances i where not exists
          (select from instance_configuration c
           where c.instance_id = i.id and c.key = 'oauth.user.token')
        """);
    none(
        after,
        "leases that block for long",
        "select name from leases where expires_at > clock_timestamp() + interval '21 s'");
    none(
        after,
        "transactions that nobody ends",
        """
        select pid || ' ' || state || ' ' || query from pg_stat_activity
        where xact_start < clock_timestamp() - interval '25 s' and backend_type = 'client backend'
        """);
  }

  private void none(String after, String what, String query) {
    try (Connection connection = world.cluster().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        violation(after, what + ": " + rows.getString(1));
      }
    } catch (SQLException e) {
      violation(after, "the database does not answer: " + e.getMessage());
    }
  }

  /** Nothing went wrong that the platform had not thought of. */
  private void checkLog(String after, Node node) throws IOException {
    List<String> lines = Files.readAllLines(node.log());
    lines.stream()
        .skip(logRead.getOrDefault(node, 0L))
        .filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d+ (ERROR|FATAL) .*"))
        .forEach(line -> violation(after, node.name() + " has in its log: " + line));
    logRead.put(node, (long) lines.size());
  }
}
