package dev.valence.jdbc;

import dev.valence.jdbc.DatabaseException.Kind;
import dev.valence.model.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The URL of a PostgreSQL database, read strictly: one host, and properties that are told apart.
 * The driver never gets the URL itself, which it may understand in another way, but one made of
 * these parts.
 *
 * @param host a name or an address in lower case, IPv6 in brackets
 * @param port the port
 * @param database the database's name
 * @param properties what the URL's query says
 */
record PostgresUrl(String host, int port, String database, Map<String, String> properties) {

  static final String DRIVER = "org.postgresql.Driver";

  /** Properties that say where the connection goes, as whom, and within which limits. */
  static final Set<String> OWN =
      Set.of(
          "user",
          "password",
          "PGHOST",
          "PGPORT",
          "PGDBNAME",
          "service",
          "connectTimeout",
          "loginTimeout",
          "socketTimeout",
          "queryTimeout",
          "cancelSignalTimeout",
          "maxResultBuffer",
          "prepareThreshold",
          "preferQueryMode",
          "stringtype",
          "assumeMinServerVersion",
          "readOnlyMode",
          "autosave");

  private static final String HOST = "([A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])";
  private static final Pattern ADDRESS = Pattern.compile(HOST + ":(\\d{1,5})");
  private static final Pattern URL =
      Pattern.compile(
          "jdbc:postgresql://" + HOST + "(?::(\\d{1,5}))?/([^/?#&=\\s]{1,200})(?:\\?([^?#\\s]*))?");
  private static final int DEFAULT_PORT = 5432;
  private static final int LARGEST_PORT = 65535;

  PostgresUrl {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** Whether a text is one host and a port. */
  static boolean isAddress(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    return matcher.matches() && isPort(Integer.parseInt(matcher.group(2)));
  }

  /**
   * Reads {@code jdbc:postgresql://host:port/database?property=value&…}; the port may be left out.
   *
   * @throws DatabaseException INVALID for anything else, without repeating it: it may hold a
   *     password
   */
  static PostgresUrl parse(String text) {
    Matcher matcher = URL.matcher(text.strip());
    if (!matcher.matches()) {
      throw invalid(null);
    }
    String port = matcher.group(2);
    int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
    if (!isPort(number)) {
      throw invalid(null);
    }
    return new PostgresUrl(
        matcher.group(1).toLowerCase(Locale.ROOT),
        number,
        decoded(matcher.group(3)),
        properties(Objects.requireNonNullElse(matcher.group(4), "")));
  }

  /** The host and the port. */
  String address() {
    return host + ":" + port;
  }

  /**
   * Connects.
   *
   * @throws SQLException as the driver says it
   */
  Connection connect(String user, Secret password, DatabaseSettings settings) throws SQLException {
    long connect = Math.max(1, settings.connectTimeout().toSeconds());
    // The statement's own time ends before; this is for a server that says nothing at all.
    long silent = settings.statementTimeout().toSeconds() + connect;
    Properties all = new Properties();
    all.putAll(properties);
    all.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "Valence");
    PGProperty.USER.set(all, user);
    PGProperty.PASSWORD.set(all, password.reveal());
    PGProperty.CONNECT_TIMEOUT.set(all, Long.toString(connect));
    PGProperty.SOCKET_TIMEOUT.set(all, Long.toString(silent));
    PGProperty.MAX_RESULT_BUFFER.set(all, Integer.toString(settings.largestAnswer()));
    // What is told when the session begins is still there after it is cleared.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(all, "10");
    // Sessions are cleared between statements, prepared ones too.
    PGProperty.PREPARE_THRESHOLD.set(all, "0");
    // A caller's texts become what the statement compares them with, such as numbers and dates.
    PGProperty.STRING_TYPE.set(all, "unspecified");
    String url =
        "jdbc:postgresql://"
            + address()
            + "/"
            + URLEncoder.encode(database, StandardCharsets.UTF_8);
    return Objects.requireNonNull(new Driver().connect(url, all));
  }

  private static Map<String, String> properties(String query) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String name = decoded(parts[0]);
        if (properties.put(name, parts.length > 1 ? decoded(parts[1]) : "") != null) {
          throw invalid("It has the property '" + name + "' twice.");
        }
      }
    }
    return properties;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid(null);
    }
  }

  private static boolean isPort(int number) {
    return number > 0 && number <= LARGEST_PORT;
  }

  private static DatabaseException invalid(@Nullable String reason) {
    String form =
        "The URL of the database has to be of the form"
            + " jdbc:postgresql://host:port/database?property=value.";
    return new DatabaseException(Kind.INVALID, reason == null ? form : form + " " + reason, null);
  }
}
