package dev.valence.sandbox.instagram;

/**
 * A place where media are made.
 *
 * @param id unique among all
 */
record Location(String id, String name, double latitude, double longitude) {

  private static final double EARTH_RADIUS_METERS = 6_371_000;

  /** How far a point is away, over the surface of the earth (the haversine formula). */
  double metersTo(double otherLatitude, double otherLongitude) {
    double byLatitude = Math.toRadians(otherLatitude - latitude) / 2;
    double byLongitude = Math.toRadians(otherLongitude - longitude) / 2;
    double half =
        Math.pow(Math.sin(byLatitude), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(otherLatitude))
                * Math.pow(Math.sin(byLongitude), 2);
    return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(half)));
  }
}
