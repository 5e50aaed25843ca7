package dev.valence.sandbox.instagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The places, in the order in which they were made, and the circles that applications watch. */
final class Locations {

  private static final long FIRST_ID = 213_385_402;

  /** A circle around a point. */
  record Geography(String id, double latitude, double longitude, double radius) {
    boolean holds(Location location) {
      return location.metersTo(latitude, longitude) <= radius;
    }
  }

  private final List<Geography> geographies = new ArrayList<>();
  private final List<Location> locations = new ArrayList<>();

  synchronized Location add(String name, double latitude, double longitude) {
    String id = Long.toString(FIRST_ID + locations.size());
    Location made = new Location(id, name, latitude, longitude);
    locations.add(made);
    return made;
  }

  synchronized List<Location> all() {
    return List.copyOf(locations);
  }

  synchronized Optional<Location> find(String id) {
    return locations.stream().filter(location -> location.id().equals(id)).findFirst();
  }

  /** Those around a point, the nearest first. */
  synchronized List<Location> around(double latitude, double longitude, double meters) {
    return locations.stream()
        .filter(location -> location.metersTo(latitude, longitude) <= meters)
        .sorted(Comparator.comparingDouble(location -> location.metersTo(latitude, longitude)))
        .toList();
  }

  synchronized Geography watch(double latitude, double longitude, double radius) {
    Geography made =
        new Geography(Integer.toString(geographies.size() + 1), latitude, longitude, radius);
    geographies.add(made);
    return made;
  }

  synchronized Optional<Geography> geography(String id) {
    return geographies.stream().filter(geography -> geography.id().equals(id)).findFirst();
  }

  synchronized void reset() {
    geographies.clear();
    locations.clear();
  }
}
