package dev.valence.ceql;

import dev.valence.ceql.Condition.Like;

/**
 * A pattern that vendors have words for: one with wildcards at its ends only.
 *
 * @param place where in the field the text has to be
 * @param text the text, without wildcards
 */
record LikePattern(Place place, String text) {

  enum Place {
    WHOLE,
    START,
    END,
    ANYWHERE
  }

  /**
   * Takes a pattern apart.
   *
   * @throws CeqlException for a wildcard in the middle
   */
  static LikePattern of(Like like) {
    String pattern = like.pattern();
    boolean openStart = pattern.startsWith("%");
    boolean openEnd = pattern.endsWith("%");
    int begin = openStart ? 1 : 0;
    String text = pattern.substring(begin, Math.max(begin, pattern.length() - (openEnd ? 1 : 0)));
    if (text.contains("%")) {
      throw Conversions.unsayable(like, "% stands at the beginning and the end only");
    }
    Place place =
        openStart ? (openEnd ? Place.ANYWHERE : Place.END) : (openEnd ? Place.START : Place.WHOLE);
    return new LikePattern(place, text);
  }
}
