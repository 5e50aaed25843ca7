package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.FaceRecords;
import dev.valence.sandbox.face.User;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The world seen from outside of the vendor's API: what an account publishes ({@code media}),
 * writes ({@code comment}), likes ({@code like}), follows ({@code follow}) and says of itself
 * ({@code profile}); and the places ({@code location}) and circles that are watched ({@code
 * geography}), which belong to nobody.
 */
final class WorldRecords implements FaceRecords {

  record NewComment(
      @JsonProperty("media") String media,
      @JsonProperty("text") String text,
      @JsonProperty("parent") @Nullable String parent,
      @JsonProperty("timestamp") @Nullable String timestamp) {

    NewComment {
      require(media, "media");
      require(text, "text");
    }
  }

  record NewLike(@JsonProperty("media") String media) {
    NewLike {
      require(media, "media");
    }
  }

  record NewFollow(@JsonProperty("user") String user) {
    NewFollow {
      require(user, "user");
    }
  }

  record NewProfile(
      @JsonProperty("biography") @Nullable String biography,
      @JsonProperty("website") @Nullable String website,
      @JsonProperty("private") boolean isPrivate) {}

  record NewLocation(
      @JsonProperty("name") String name,
      @JsonProperty("latitude") double latitude,
      @JsonProperty("longitude") double longitude) {
    NewLocation {
      require(name, "name");
    }
  }

  record NewGeography(
      @JsonProperty("latitude") double latitude,
      @JsonProperty("longitude") double longitude,
      @JsonProperty("radius") double radius) {}

  private final World world;
  private final GraphValues values;

  WorldRecords(World world, GraphValues values) {
    this.world = world;
    this.values = values;
  }

  @Override
  public ObjectNode create(User user, String type, ObjectNode fields) {
    return switch (type) {
      case "media" -> values.whole(publish(user, NewMedia.read(fields)));
      case "comment" -> values.comment(write(user, NewMedia.read(fields, NewComment.class)));
      case "like" -> {
        NewLike like = NewMedia.read(fields, NewLike.class);
        world.likes().add(user, media(like.media()));
        yield fields;
      }
      case "follow" -> {
        User to =
            world
                .users()
                .find(NewMedia.read(fields, NewFollow.class).user())
                .orElseThrow(() -> new IllegalArgumentException("there is no such user"));
        world
            .follows()
            .set(
                user,
                to,
                world.profiles().isPrivate(to)
                    ? Follows.Standing.REQUESTED
                    : Follows.Standing.FOLLOWS);
        yield fields;
      }
      case "profile" -> {
        NewProfile profile = NewMedia.read(fields, NewProfile.class);
        world
            .profiles()
            .change(
                user,
                new Profiles.Profile(
                    Objects.requireNonNullElse(profile.biography(), ""),
                    Objects.requireNonNullElse(profile.website(), ""),
                    profile.isPrivate()));
        yield fields;
      }
      case "location" -> {
        NewLocation place = NewMedia.read(fields, NewLocation.class);
        yield LegacyNodes.location(
            world.locations().add(place.name(), place.latitude(), place.longitude()));
      }
      case "geography" -> {
        NewGeography circle = NewMedia.read(fields, NewGeography.class);
        yield fields
            .deepCopy()
            .put(
                "id",
                world
                    .locations()
                    .watch(circle.latitude(), circle.longitude(), circle.radius())
                    .id());
      }
      default -> throw unknown(type);
    };
  }

  @Override
  public List<ObjectNode> all(User user, String type) {
    return switch (type) {
      case "media" -> world.media().of(user).stream().map(values::whole).toList();
      case "comment" -> world.comments().by(user).stream().map(values::comment).toList();
      case "location" -> world.locations().all().stream().map(LegacyNodes::location).toList();
      default -> throw unknown(type);
    };
  }

  private Media publish(User user, NewMedia wanted) {
    Media.Type type = wanted.typeOrImage();
    return world
        .media()
        .add(
            new Media(
                MediaStore.item(
                    type,
                    wanted.url(),
                    wanted.thumbnailUrl(),
                    wanted.shortcode(),
                    wanted.permalink()),
                user,
                wanted.productOrUsual(),
                wanted.caption(),
                wanted.altText(),
                wanted.published(world.media().now()),
                wanted.likes(),
                wanted.comments(),
                wanted.location() == null
                    ? null
                    : world
                        .locations()
                        .find(wanted.location())
                        .orElseThrow(
                            () -> new IllegalArgumentException("there is no such location")),
                wanted.tags().stream()
                    .map(tag -> new Media.Tagged(named(tag.username()), tag.x(), tag.y()))
                    .toList(),
                wanted.counts(),
                wanted.children().stream()
                    .map(child ->
                        MediaStore.item(
                            Objects.requireNonNullElse(child.type(), Media.Type.IMAGE),
                            child.url(),
                            child.thumbnailUrl(),
                            null,
                            null))
                    .toList()));
  }

  private Comment write(User user, NewComment wanted) {
    Comment parent =
        wanted.parent() == null
            ? null
            : world
                .comments()
                .find(wanted.parent())
                .orElseThrow(() -> new IllegalArgumentException("there is no such parent"));
    return world
        .comments()
        .add(
            media(wanted.media()),
            user,
            wanted.text(),
            wanted.timestamp() == null ? null : NewMedia.parse(wanted.timestamp()),
            parent);
  }

  private Media media(String id) {
    return world
        .media()
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("there is no such media"));
  }

  private User named(String username) {
    return world
        .named(username)
        .orElseThrow(() -> new IllegalArgumentException("there is no account " + username));
  }

  private static void require(@Nullable String value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  private static IllegalArgumentException unknown(String type) {
    return new IllegalArgumentException("there is no type " + type);
  }
}
