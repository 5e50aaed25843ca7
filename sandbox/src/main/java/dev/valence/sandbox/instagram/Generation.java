package dev.valence.sandbox.instagram;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The generations of Instagram's API, of which the one of today has two logins; what one of them
 * gives is worth nothing at the others.
 */
enum Generation {
  /** The API v1. */
  LEGACY("[\\s+]+"),
  /** The Instagram API with Instagram Login. */
  CURRENT("[\\s,]+"),
  /** The Instagram API with Facebook Login. */
  FACEBOOK("[\\s,]+");

  private static final Set<String> LEGACY_SCOPES =
      Set.of("basic", "comments", "relationships", "likes", "public_content", "follower_list");
  private static final Set<String> INSTAGRAM_SCOPES =
      Set.of(
          "instagram_business_basic",
          "instagram_business_content_publish",
          "instagram_business_manage_comments",
          "instagram_business_manage_insights",
          "instagram_business_manage_messages");
  private static final Set<String> FACEBOOK_SCOPES =
      Set.of(
          "public_profile",
          "email",
          "business_management",
          "instagram_basic",
          "instagram_content_publish",
          "instagram_manage_comments",
          "instagram_manage_insights",
          "instagram_manage_messages",
          "pages_read_engagement",
          "pages_show_list");

  private final String separator;

  Generation(String separator) {
    this.separator = separator;
  }

  boolean knows(String scope) {
    return switch (this) {
      case LEGACY -> LEGACY_SCOPES.contains(scope);
      case CURRENT -> INSTAGRAM_SCOPES.contains(scope);
      case FACEBOOK -> FACEBOOK_SCOPES.contains(scope);
    };
  }

  /** The scopes of a parameter, in its order. */
  Set<String> scopes(String parameter) {
    Set<String> found = new LinkedHashSet<>();
    Arrays.stream(parameter.split(separator, -1))
        .filter(Predicate.not(String::isEmpty))
        .forEach(found::add);
    return found;
  }
}
