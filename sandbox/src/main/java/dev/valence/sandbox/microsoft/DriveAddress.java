package dev.valence.sandbox.microsoft;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a call means.
 *
 * @param driveId the drive; null for the user's own
 * @param itemId the item to start from; null when the drive itself is meant
 * @param path the names that lead from there to the item that is meant
 * @param action what is asked of it, such as {@code children}; empty for itself
 */
record DriveAddress(
    @Nullable String driveId, @Nullable String itemId, List<String> path, String action) {

  // Neither a name nor an identifier has a colon or a slash, so that both may come encoded, as they
  // do from clients that take a path for an identifier. What is searched for may have them.
  private static final Pattern ENCODED_COLON = Pattern.compile("%3a", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENCODED_SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);
  private static final Pattern SEARCH =
      Pattern.compile("(.*)(/[a-zA-Z.]*search\\(q=(?:'|%27).*(?:'|%27)\\))");

  private static final Pattern FORM =
      Pattern.compile(
          "(?:/me/drive|/drive|/drives/(?<drive>[^/:]+))"
              + "(?:/(?<start>root|items/(?<item>[^/:]+))"
              + "(?::(?<path>/[^:]*)?(?::(?<after>/[^:]*)?)?|(?<direct>/[^:]*))?)?");

  /**
   * Reads the part of a path behind the version.
   *
   * @return empty when it has another form
   */
  static Optional<DriveAddress> parse(String path) {
    Matcher search = SEARCH.matcher(path);
    boolean searches = search.matches();
    Matcher matcher = FORM.matcher(searches ? search.group(1).replaceFirst(":$", "") : path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String relative = matcher.group("path");
    String after = matcher.group("after");
    String action = searches ? search.group(2) : after == null ? matcher.group("direct") : after;
    return Optional.of(
        new DriveAddress(
            decoded(matcher.group("drive")),
            "root".equals(matcher.group("start")) ? Drive.ROOT : decoded(matcher.group("item")),
            relative == null ? List.of() : Names.decodePath(relative),
            action == null ? "" : action.substring(1)));
  }

  /** A path with the colons and slashes that clients encode although they separate. */
  static String plain(String path) {
    Matcher search = SEARCH.matcher(path);
    String address = search.matches() ? search.group(1) : path;
    String plain = ENCODED_COLON.matcher(address).replaceAll(":");
    return ENCODED_SLASH.matcher(plain).replaceAll("/") + path.substring(address.length());
  }

  private static @Nullable String decoded(@Nullable String segment) {
    return segment == null ? null : Names.decode(segment);
  }
}
