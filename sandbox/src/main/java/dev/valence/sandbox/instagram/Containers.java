package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What applications have prepared to be published: in progress for a while, then finished or in
 * error, published when that is asked for, and expired after a day.
 */
final class Containers {

  static final Duration QUOTA_DURATION = Duration.ofDays(1);

  private static final Duration LIFE = Duration.ofDays(1);

  /** Where a container stands. */
  enum Status {
    IN_PROGRESS,
    FINISHED,
    ERROR,
    EXPIRED,
    PUBLISHED
  }

  private final World world;
  private final Variants variants;
  private final Map<String, Container> containers = new LinkedHashMap<>();
  private final Map<String, List<Instant>> publications = new LinkedHashMap<>();

  Containers(World world, Variants variants) {
    this.world = world;
    this.variants = variants;
  }

  /** Prepares something. */
  synchronized Container add(User owner, Draft draft, boolean item) {
    String location = draft.location();
    if (location != null && world.locations().find(location).isEmpty()) {
      throw GraphException.invalidParameter("param location_id must be the id of a page");
    }
    for (Draft.Tag tag : draft.tags()) {
      if (world.named(tag.username()).isEmpty()) {
        throw GraphException.noSuchAccount(tag.username());
      }
    }
    for (String child : draft.children()) {
      if (find(owner, child).filter(Container::item).isEmpty()) {
        throw GraphException.unsupported("get", child);
      }
    }
    Instant now = world.clock().instant();
    Container made =
        new Container(
            MediaStore.newId(),
            owner,
            draft,
            item,
            now,
            now.plus(variants.duration(Variants.CONTAINER_MILLIS)),
            false);
    containers.put(made.id(), made);
    return made;
  }

  synchronized Optional<Container> find(User owner, String id) {
    return Optional.ofNullable(containers.get(id))
        .filter(container -> container.owner().id().equals(owner.id()));
  }

  synchronized Status status(Container container) {
    Instant now = world.clock().instant();
    if (container.published()) {
      return Status.PUBLISHED;
    }
    if (!now.isBefore(container.made().plus(LIFE))) {
      return Status.EXPIRED;
    }
    if (now.isBefore(container.ready())) {
      return Status.IN_PROGRESS;
    }
    return variants.is(Variants.CONTAINER_END, "ERROR") ? Status.ERROR : Status.FINISHED;
  }

  /** A container as the graph shows it. */
  ObjectNode shown(Container container) {
    Status status = status(container);
    String words =
        switch (status) {
          case IN_PROGRESS -> "In Progress: Media is still being processed.";
          case FINISHED -> "Finished: Media has been uploaded and it is ready to be published.";
          case ERROR -> "Error: Media upload has failed with error code 2207026.";
          case EXPIRED -> "Expired: Media was not published within 24 hours.";
          case PUBLISHED -> "Published: Media has been published.";
        };
    return Json.object()
        .put("id", container.id())
        .put("status", words)
        .put("status_code", status.name());
  }

  /** Publishes what was prepared. */
  synchronized Media publish(Container container) {
    switch (status(container)) {
      case FINISHED -> {
        if (container.item()) {
          throw GraphException.publishing(
              100, 2207028, "An item of a carousel cannot be published alone");
        }
      }
      case IN_PROGRESS ->
          throw GraphException.publishing(9007, 2207027, "The media is not ready for publishing");
      case ERROR ->
          throw GraphException.publishing(352, 2207026, "The video format is not supported");
      case EXPIRED ->
          throw GraphException.publishing(24, 2207008, "The media container has expired");
      case PUBLISHED ->
          throw GraphException.publishing(24, 2207006, "The media has been published already");
    }
    if (published(container.owner()) >= quota()) {
      throw GraphException.publishing(
          9, 2207042, "You reached maximum number of posts that is allowed to be published");
    }
    Media made = world.media().add(media(container));
    containers.put(container.id(), container.withPublished());
    publications
        .computeIfAbsent(container.owner().id(), _ -> new ArrayList<>())
        .add(world.clock().instant());
    return made;
  }

  private Media media(Container container) {
    Draft draft = container.draft();
    List<Container> children =
        draft.children().stream()
            .flatMap(child -> find(container.owner(), child).stream())
            .toList();
    children.forEach(child -> {
      if (status(child) != Status.FINISHED) {
        throw GraphException.publishing(9007, 2207027, "The media is not ready for publishing");
      }
    });
    List<Media.Tagged> tagged =
        draft.tags().stream()
            .flatMap(tag ->
                world
                    .named(tag.username())
                    .map(user -> new Media.Tagged(user, tag.x(), tag.y()))
                    .stream())
            .toList();
    String location = draft.location();
    return new Media(
        MediaStore.item(draft.type(), draft.url(), draft.coverUrl(), null, null),
        container.owner(),
        draft.product(),
        draft.caption(),
        draft.altText(),
        world.media().now(),
        0,
        0,
        location == null ? null : world.locations().find(location).orElse(null),
        tagged,
        Map.of(),
        children.stream()
            .map(Container::draft)
            .map(child -> MediaStore.item(child.type(), child.url(), child.coverUrl(), null, null))
            .toList());
  }

  /** How much an account has published within the time of the quota. */
  synchronized int published(User owner) {
    Instant since = world.clock().instant().minus(QUOTA_DURATION);
    List<Instant> all = publications.getOrDefault(owner.id(), List.of());
    return (int) all.stream().filter(time -> time.isAfter(since)).count();
  }

  int quota() {
    return variants.number(Variants.PUBLISHING_QUOTA);
  }

  synchronized void reset() {
    containers.clear();
    publications.clear();
  }
}
