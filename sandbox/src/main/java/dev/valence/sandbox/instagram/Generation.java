package dev.valence.sandbox.instagram;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** The two generations of Instagram's API; what one of them gives is worth nothing at the other. */
enum Generation {
  /** The API v1. */
  LEGACY("basic", "[\\s+]+"),
  /** The Instagram API with Instagram Login. */
  CURRENT("instagram_business_basic", "[\\s,]+");

  private static final Set<String> LEGACY_SCOPES =
      Set.of("basic", "comments", "relationships", "likes", "public_content", "follower_list");
  private static final Set<String> CURRENT_SCOPES =
      Set.of(
          "instagram_business_basic",
          "instagram_business_content_publish",
          "instagram_business_manage_comments",
          "instagram_business_manage_insights",
          "instagram_business_manage_messages");

  private final String basicScope;
  private final String separator;

  Generation(String basicScope, String separator) {
    this.basicScope = basicScope;
    this.separator = separator;
  }

  /** The scope that reading one's own profile and media needs. */
  String basicScope() {
    return basicScope;
  }

  boolean knows(String scope) {
    return (this == LEGACY ? LEGACY_SCOPES : CURRENT_SCOPES).contains(scope);
  }

  /** The scopes of a parameter, in its order. */
  Set<String> scopes(String parameter) {
    Set<String> scopes = new LinkedHashSet<>();
    Arrays.stream(parameter.split(separator, -1))
        .filter(Predicate.not(String::isEmpty))
        .forEach(scopes::add);
    return scopes;
  }
}
