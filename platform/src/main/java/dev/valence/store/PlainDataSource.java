package dev.valence.store;

import dev.valence.model.Secret;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database without a pool, for a command that uses a connection at a time. */
public final class PlainDataSource {

  private PlainDataSource() {}

  /**
   * A source of connections, each made anew.
   *
   * @param jdbcUrl the address without user and password
   * @param user null for that of the operating system
   * @param password null for none
   */
  public static DataSource of(String jdbcUrl, @Nullable String user, @Nullable Secret password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl);
    if (user != null) {
      source.setUser(user);
    }
    if (password != null) {
      source.setPassword(password.reveal());
    }
    return source;
  }
}
