package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What was counted: likes and comments as they are here, the rest as the media's records say.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights">
 *     Insights</a>
 */
final class Insights {

  private static final Set<String> COUNTED =
      Set.of("reach", "views", "saved", "shares", "likes", "comments", "total_interactions");
  private static final Set<String> OF_ACCOUNTS =
      Set.of(
          "reach",
          "views",
          "saves",
          "shares",
          "likes",
          "comments",
          "total_interactions",
          "follower_count");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final World world;

  Insights(World world) {
    this.world = world;
  }

  /** The metrics of something that was published, since it was. */
  List<ObjectNode> ofMedia(Media media, Map<String, String> said) {
    return metrics(said, COUNTED).stream()
        .map(metric -> {
          ObjectNode result = result(media.id(), metric, "lifetime");
          result.putArray("values").addObject().put("value", count(media, metric));
          return result;
        })
        .toList();
  }

  /** The metrics of an account in a time, of the last day unless said otherwise. */
  List<ObjectNode> ofAccount(User user, Map<String, String> said) {
    List<String> metrics = metrics(said, OF_ACCOUNTS);
    if (!said.getOrDefault("period", "").equals("day")) {
      throw GraphException.invalidParameter("period must be one of the following values: day");
    }
    Instant until = GraphView.time(said, "until").orElse(world.clock().instant());
    Instant since = GraphView.time(said, "since").orElse(until.minus(DAY));
    if (!since.isBefore(until) || since.isBefore(until.minus(LONGEST))) {
      throw GraphException.invalidParameter(
          "There cannot be more than 30 days (2592000 s) between since and until");
    }
    boolean total = said.getOrDefault("metric_type", "time_series").equals("total_value");
    return metrics.stream()
        .map(metric -> {
          ObjectNode result = result(user.id(), metric, "day");
          if (total) {
            result.putObject("total_value").put("value", count(user, metric, since, until));
          } else {
            addDays(result.putArray("values"), user, metric, since, until);
          }
          return result;
        })
        .toList();
  }

  private void addDays(ArrayNode values, User user, String metric, Instant since, Instant until) {
    for (Instant day = since; day.isBefore(until); day = day.plus(DAY)) {
      Instant end = day.plus(DAY).isBefore(until) ? day.plus(DAY) : until;
      values
          .addObject()
          .put("value", count(user, metric, day, end))
          .put("end_time", GraphValues.timestamp(end.truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  private static List<String> metrics(Map<String, String> said, Set<String> known) {
    String text = said.getOrDefault("metric", "");
    if (text.isEmpty()) {
      throw GraphException.invalidParameter("The parameter metric is required");
    }
    List<String> metrics = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    metrics.stream()
        .filter(Predicate.not(known::contains))
        .findFirst()
        .ifPresent(unknown -> {
          throw GraphException.invalidParameter(
              "metric[%d] must be one of the following values: %s"
                  .formatted(metrics.indexOf(unknown), String.join(", ", new TreeSet<>(known))));
        });
    return metrics;
  }

  private static ObjectNode result(String owner, String metric, String period) {
    String title = metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1);
    return Json.object()
        .put("name", metric)
        .put("period", period)
        .put("title", title.replace('_', ' '))
        .put("description", "The number of " + metric.replace('_', ' ') + ".")
        .put("id", owner + "/insights/" + metric + "/" + period);
  }

  private long count(Media media, String metric) {
    return switch (metric) {
      case "likes" -> world.likes(media);
      case "comments" -> world.comments(media);
      case "total_interactions" ->
          world.likes(media)
              + world.comments(media)
              + media.counts().getOrDefault("saved", 0L)
              + media.counts().getOrDefault("shares", 0L);
      default -> media.counts().getOrDefault(metric, 0L);
    };
  }

  /** What was counted of the media that were published in a time. */
  private long count(User user, String metric, Instant since, Instant until) {
    if (metric.equals("follower_count")) {
      return world.follows().standing(Follows.Standing.FOLLOWS, user).size();
    }
    String ofMedia = metric.equals("saves") ? "saved" : metric;
    return world.published(user).stream()
        .filter(media -> !media.published().isBefore(since) && media.published().isBefore(until))
        .mapToLong(media -> count(media, ofMedia))
        .sum();
  }
}
