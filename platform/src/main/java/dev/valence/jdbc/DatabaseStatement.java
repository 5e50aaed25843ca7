package dev.valence.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.model.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * One statement for a database.
 *
 * @param url the JDBC URL, without placeholders, user and password
 * @param driver the name of the driver's class, where the element says one
 * @param user the user; not blank
 * @param password the user's password
 * @param sql one statement of SQL; {@code :name}, {@code {name}} and {@code '{name}'} stand for
 *     parameters
 * @param parameters the values by their names; those that the statement does not name are ignored.
 *     Texts get the type that the statement wants, objects and lists are sent as JSON
 * @param maximumRows how many rows of an answer are read at most; at least 1
 * @param readOnly whether the database is to refuse changes
 */
public record DatabaseStatement(
    String url,
    Optional<String> driver,
    String user,
    Secret password,
    String sql,
    Map<String, JsonNode> parameters,
    int maximumRows,
    boolean readOnly) {

  /**
   * Checks the maximum, which the driver would take for none.
   *
   * @throws IllegalArgumentException when it is less than 1
   */
  public DatabaseStatement {
    if (maximumRows < 1) {
      throw new IllegalArgumentException("maximumRows is " + maximumRows);
    }
    parameters = Map.copyOf(parameters);
  }

  /** Neither the URL nor the parameters, which may hold secrets. */
  @Override
  public String toString() {
    return "a statement of " + sql.length() + " characters";
  }
}
