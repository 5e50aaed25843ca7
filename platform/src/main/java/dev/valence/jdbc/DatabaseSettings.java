package dev.valence.jdbc;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * What the operator lets elements do with databases: nothing but what is listed.
 *
 * @param drivers the classes of the drivers that may be used
 * @param hosts the databases that may be called, as {@code host:port} in lower case, IPv6 addresses
 *     in brackets; at whatever address they are
 * @param properties the connection properties that URLs may have
 * @param connectTimeout how long connecting, and waiting for a connection of the pool, may take
 * @param statementTimeout how long a statement may take
 * @param idleTimeout a connection that is unused for longer is closed
 * @param connectionsPerAccount how many connections one user of one database may have
 * @param connections how many connections there may be in all
 * @param largestAnswer as many bytes are read of an answer, at most
 */
public record DatabaseSettings(
    Set<String> drivers,
    Set<String> hosts,
    Set<String> properties,
    Duration connectTimeout,
    Duration statementTimeout,
    Duration idleTimeout,
    int connectionsPerAccount,
    int connections,
    int largestAnswer) {

  /**
   * Checks the lists.
   *
   * @throws IllegalArgumentException that names the first entry that is wrong
   */
  public DatabaseSettings {
    for (String driver : drivers) {
      if (!driver.equals(PostgresUrl.DRIVER)) {
        throw new IllegalArgumentException(
            "VALENCE_JDBC_DRIVERS names %s, but there is no driver here except %s."
                .formatted(driver, PostgresUrl.DRIVER));
      }
    }
    for (String host : hosts) {
      if (!PostgresUrl.isAddress(host)) {
        throw new IllegalArgumentException(
            "VALENCE_JDBC_HOSTS has \"" + host + "\", which is not a host and port.");
      }
    }
    for (String property : properties) {
      if (PGProperty.forName(property) == null || PostgresUrl.OWN.contains(property)) {
        throw new IllegalArgumentException(
            "VALENCE_JDBC_PROPERTIES names %s, which a URL cannot set.".formatted(property));
      }
    }
    drivers = Set.copyOf(drivers);
    hosts =
        hosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    properties = Set.copyOf(properties);
  }

  /**
   * Settings with the limits of an installation that changes none.
   *
   * @throws IllegalArgumentException for a driver or a property that is not known, or no host
   */
  public static DatabaseSettings of(
      Collection<String> drivers, Collection<String> hosts, Collection<String> properties) {
    return new DatabaseSettings(
        Set.copyOf(drivers),
        Set.copyOf(hosts),
        Set.copyOf(properties),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        8,
        64,
        32 * 1024 * 1024);
  }

  /** The same settings with another time for statements, at least a second. */
  public DatabaseSettings withStatementTimeout(Duration timeout) {
    return new DatabaseSettings(
        drivers,
        hosts,
        properties,
        connectTimeout,
        timeout,
        idleTimeout,
        connectionsPerAccount,
        connections,
        largestAnswer);
  }
}
