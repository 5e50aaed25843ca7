package dev.valence.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of ours begins: a page of the vendor's, and how many of its items belong to the
 * pages before.
 *
 * @param vendors the vendor's page: a cursor or a number; null for the first one
 * @param ofHook whether a hook has given it, which is a cursor whatever the vendor pages by
 * @param skip how many items to pass over
 */
record Place(@Nullable String vendors, boolean ofHook, int skip) {

  static final Place FIRST = new Place(null, false, 0);

  private static final Pattern MARKED = Pattern.compile("(?s)~(\\d{1,6})([=:~])(.*)");

  /** Reads what {@link #text()} wrote. */
  static Place of(String text) {
    Matcher marked = MARKED.matcher(text);
    if (!marked.matches()) {
      return new Place(text, false, 0);
    }
    String kind = marked.group(2);
    return new Place(
        kind.equals("~") ? null : marked.group(3),
        kind.equals("="),
        Integer.parseInt(marked.group(1)));
  }

  static Place at(String vendors) {
    return new Place(vendors, false, 0);
  }

  static Place ofHook(String cursor) {
    return new Place(cursor, true, 0);
  }

  /** The same page of the vendor's, further on. */
  Place skipping(int items) {
    return new Place(vendors, ofHook, items);
  }

  /** The place as a text, which is the vendor's own where that says all. */
  String text() {
    if (vendors == null) {
      return "~" + skip + "~";
    }
    return skip == 0 && !ofHook && !vendors.startsWith("~")
        ? vendors
        : "~" + skip + (ofHook ? "=" : ":") + vendors;
  }
}
