package dev.valence.egress;

import dev.valence.model.Limit;
import dev.valence.model.Limit.Per;
import dev.valence.store.Database;
import dev.valence.store.Notifications;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The limits of providers among nodes, as rows and messages; times are the database's. */
@ApplicationScoped
class LimitRepository implements SharedLimits {

  private static final String TOPIC = "limits";

  private final Database database;
  private final Notifications notifications;
  private final UUID node = UUID.randomUUID();

  @Inject
  LimitRepository(Database database, Notifications notifications) {
    this.database = database;
    this.notifications = notifications;
  }

  @Override
  public int take(String scope, Limit limit, int held, int wanted) {
    return database.transact(handle -> {
      String budget = text(limit);
      // One node at a time; what the others hold is read after that, in a statement of its own.
      handle
          .createQuery(
              "select true from pg_advisory_xact_lock(hashtextextended(:limit, 0)) as held")
          .bind("limit", scope + " " + budget)
          .mapTo(Boolean.class)
          .one();
      Others others = others(handle, scope, limit, budget);
      int taken = Math.max(0, Math.min(wanted, limit.calls() - held - others.slots()));
      handle
          .createUpdate(
              """
              insert into provider_slots (scope, budget, node, slots)
              values (:scope, :budget, :node, :slots)
              on conflict (scope, budget, node) do update set slots = excluded.slots
              """)
          .bind("scope", scope)
          .bind("budget", budget)
          .bind("node", node)
          .bind("slots", held + taken)
          .execute();
      if (taken < wanted && others.nodes() > 0) {
        publish(handle, "wanted", scope, budget, wanted - taken, others.nodes() + 1);
      }
      return held + taken;
    });
  }

  private record Others(int slots, int nodes) {}

  /** A dead node may have used its slots until the end of its lease. */
  private Others others(Handle handle, String scope, Limit limit, String budget) {
    return handle
        .createQuery(
            """
            select coalesce(sum(s.slots), 0) as slots, count(*) as nodes
            from provider_slots s join provider_nodes n on n.node = s.node
            where s.scope = :scope and s.budget = :budget and s.node <> :node
              and n.seen_at > clock_timestamp() - :dead * interval '1 ms'
            """)
        .bind("scope", scope)
        .bind("budget", budget)
        .bind("node", node)
        .bind("dead", Governor.LEASE.plusSeconds(limit.seconds()).toMillis())
        .map((row, _) -> new Others(row.getInt("slots"), row.getInt("nodes")))
        .one();
  }

  @Override
  public void giveBack(String scope, Limit limit, int held) {
    database.change(handle -> {
      String budget = text(limit);
      handle
          .createUpdate(
              held == 0
                  ? """
                  delete from provider_slots
                  where scope = :scope and budget = :budget and node = :node
                  """
                  : """
                  update provider_slots set slots = :slots
                  where scope = :scope and budget = :budget and node = :node
                  """)
          .bind("scope", scope)
          .bind("budget", budget)
          .bind("node", node)
          .bind("slots", held)
          .execute();
      publish(handle, "freed", scope, budget);
    });
  }

  @Override
  public void tell(String scope, Announcement announced) {
    database.change(handle -> {
      if (announced.remaining() == 0) {
        handle
            .createUpdate(
                """
                insert into provider_windows (scope, family, calls, renews, ends_at)
                values (:scope, :family, :calls, :renews,
                        clock_timestamp() + :millis * interval '1 ms')
                on conflict (scope, family) do update
                set calls = excluded.calls,
                    renews = excluded.renews,
                    ends_at = excluded.ends_at
                """)
            .bind("scope", scope)
            .bind("family", announced.family())
            .bind("calls", announced.limit())
            .bind("renews", announced.renews())
            .bind("millis", announced.ends().toMillis())
            .execute();
      }
      publish(
          handle,
          "announced",
          scope,
          announced.limit(),
          announced.remaining(),
          announced.ends().toMillis(),
          announced.renews(),
          announced.family());
    });
  }

  @Override
  public List<Announced> told() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select scope, family, calls, renews,
                       extract(epoch from ends_at - clock_timestamp()) * 1000 as millis
                from provider_windows where ends_at > clock_timestamp()
                """)
            .map((row, _) ->
                new Announced(
                    row.getString("scope"),
                    new Announcement(
                        row.getString("family"),
                        null,
                        row.getLong("calls"),
                        0,
                        Duration.ofMillis(row.getLong("millis")),
                        row.getBoolean("renews"))))
            .list());
  }

  @Override
  public int alive() {
    return database.read(handle -> {
      handle
          .createUpdate(
              """
              insert into provider_nodes (node, seen_at) values (:node, clock_timestamp())
              on conflict (node) do update set seen_at = excluded.seen_at
              """)
          .bind("node", node)
          .execute();
      // A limit is for a day at most, and so is what is left of a node, and what was announced.
      handle.execute("delete from provider_nodes where seen_at < now() - interval '2 days'");
      handle.execute("delete from provider_windows where ends_at < now()");
      return handle
          .createQuery(
              """
              select count(*) from provider_nodes
              where seen_at > clock_timestamp() - :lease * interval '1 ms'
              """)
          .bind("lease", Governor.LEASE.toMillis())
          .mapTo(Integer.class)
          .one();
    });
  }

  /** The slots stay taken: they may have been used just now. */
  @Override
  public void leave() {
    database.change(handle ->
        handle
            .createUpdate(
                """
                update provider_nodes
                set seen_at = clock_timestamp() - :lease * interval '1 ms' where node = :node
                """)
            .bind("lease", Governor.LEASE.toMillis())
            .bind("node", node)
            .execute());
  }

  @Override
  public void listen(Consumer<News> news, Runnable lost) {
    notifications.subscribe(
        TOPIC,
        payload -> {
          News heard = parse(payload);
          if (heard != null) {
            news.accept(heard);
          }
        },
        lost);
  }

  private void publish(Handle handle, String kind, String scope, Object... rest) {
    StringBuilder payload =
        new StringBuilder().append(node).append(' ').append(kind).append(' ').append(scope);
    for (Object part : rest) {
      payload.append(' ').append(part);
    }
    notifications.publish(handle, TOPIC, payload.toString());
  }

  /** What a message says; null for this node's own and for those of another version. */
  private @Nullable News parse(String payload) {
    String[] words = payload.split(" ", 8);
    if (words.length < 4 || words[0].equals(node.toString())) {
      return null;
    }
    return switch (words[1]) {
      case "freed" -> new Freed(words[2], limit(words[3]));
      case "wanted" ->
          new Wanted(
              words[2], limit(words[3]), Integer.parseInt(words[4]), Integer.parseInt(words[5]));
      case "announced" ->
          new Announced(
              words[2],
              new Announcement(
                  words[7],
                  null,
                  Long.parseLong(words[3]),
                  Long.parseLong(words[4]),
                  Duration.ofMillis(Long.parseLong(words[5])),
                  Boolean.parseBoolean(words[6])));
      default -> null;
    };
  }

  private static String text(Limit limit) {
    return limit.per() + "/" + limit.calls() + "/" + limit.seconds();
  }

  private static Limit limit(String text) {
    String[] parts = text.split("/", 3);
    return new Limit(Per.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }
}
