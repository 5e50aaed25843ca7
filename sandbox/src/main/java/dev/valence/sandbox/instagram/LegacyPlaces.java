package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /tags}, {@code /locations} and {@code /geographies} of the API v1. */
final class LegacyPlaces {

  private static final List<String> WORDS =
      List.of("tags", "locations", "geographies", "media", "recent", "search");
  private static final double USUAL_DISTANCE = 500;
  private static final double HIGHEST_DISTANCE = 750;

  private LegacyPlaces() {}

  static ObjectNode answer(LegacyCall call) {
    World world = call.world();
    String name = call.path().size() > 1 ? call.path().get(1) : "";
    return switch (call.method() + " " + call.shape(WORDS)) {
      case "GET tags/search" -> call.some(tags(call), call.nodes()::tag);
      case "GET tags/*" -> LegacyPage.envelope(call.nodes().tag(lower(name)));
      case "GET tags/*/media/recent" ->
          call.page(call.seen(world.tagged(lower(name))), "max_tag_id", "min_tag_id");
      case "GET locations/search" -> call.some(locations(call), LegacyNodes::location);
      case "GET locations/*" -> LegacyPage.envelope(LegacyNodes.location(location(world, name)));
      case "GET locations/*/media/recent" -> {
        Location location = location(world, name);
        yield call.page(
            call.seen(world.published()).stream()
                .filter(entry -> location.equals(entry.location()))
                .toList(),
            "max_id",
            "min_id");
      }
      case "GET geographies/*/media/recent" -> {
        Locations.Geography circle =
            world
                .locations()
                .geography(name)
                .orElseThrow(() -> LegacyException.notFound("invalid geography id"));
        yield call.page(
            call.seen(world.published()).stream()
                .filter(entry ->
                    Optional.ofNullable(entry.location()).filter(circle::holds).isPresent())
                .toList(),
            "max_id",
            "min_id");
      }
      default -> throw LegacyApi.unknown(call);
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Location location(World world, String id) {
    return world
        .locations()
        .find(id)
        .orElseThrow(() -> LegacyException.notFound("invalid location id"));
  }

  /** The tags that begin like a text. */
  private static List<String> tags(LegacyCall call) {
    String wanted = lower(call.say("q")).replaceFirst("^#", "");
    if (wanted.isBlank()) {
      throw LegacyException.invalidParameter("q");
    }
    return call.seen(call.world().published()).stream()
        .flatMap(entry -> Texts.hashtags(entry.caption()).stream())
        .filter(tag -> tag.startsWith(wanted))
        .distinct()
        .sorted()
        .toList();
  }

  /** The places around a point; other directories' identifiers of a place are the same here. */
  private static List<Location> locations(LegacyCall call) {
    for (String directory : List.of("facebook_places_id", "foursquare_v2_id")) {
      if (!call.say(directory).isEmpty()) {
        return call.world().locations().find(call.say(directory)).stream().toList();
      }
    }
    return call.world()
        .locations()
        .around(
            call.number("lat"),
            call.number("lng"),
            call.distance(USUAL_DISTANCE, HIGHEST_DISTANCE));
  }
}
