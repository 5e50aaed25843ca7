package dev.valence.app;

import dev.valence.model.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is, as JDBC wants it.
 *
 * @param jdbcUrl the address, without user and password
 * @param user the user that the address named, if it did
 * @param password the password that the address named, if it did
 */
record DatabaseUrl(String jdbcUrl, @Nullable String user, @Nullable Secret password) {

  /**
   * Reads {@code postgresql://user:password@host:port/database?options}, also spelled {@code
   * postgres://} and {@code jdbc:postgresql://}.
   *
   * @throws IllegalArgumentException for anything else, without repeating it: it may hold a
   *     password
   */
  static DatabaseUrl parse(String text) {
    String address = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("postgresql".equals(scheme) || "postgres".equals(scheme))) {
      throw refused();
    }
    String[] userInfo =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new DatabaseUrl(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        userInfo.length > 0 ? decode(userInfo[0]) : null,
        userInfo.length > 1 ? Secret.of(decode(userInfo[1])) : null);
  }

  /** Hands the address to the data source. */
  void use() {
    System.setProperty("valence.database-url", jdbcUrl);
    if (user != null) {
      System.setProperty("valence.database-user", user);
    }
    if (password != null) {
      System.setProperty("valence.database-password", password.reveal());
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "VALENCE_DATABASE_URL must look like postgresql://host:port/database.");
  }
}
