package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.jdbc.DatabaseException;
import dev.valence.jdbc.DatabaseStatement;
import dev.valence.model.ApiException;
import dev.valence.model.PageRequest;
import dev.valence.model.Secret;
import dev.valence.oauth.Masking;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A declared call whose vendor is a database: the vendor's path is a statement, and what parameters
 * assign is bound to its names (contract, platform 6.7). It is never part of the statement's text.
 */
final class DatabaseCall {

  static final String PROTOCOL = "jdbc";

  private DatabaseCall() {}

  /** Whether an instance's vendor is a database. */
  static boolean isOf(ConnectedInstance instance) {
    return instance.element().protocolType().equals(PROTOCOL);
  }

  /**
   * The statement of a request.
   *
   * @param request the request, whose values are bound
   */
  static DatabaseStatement statement(
      ConnectedInstance instance, ResourceCall given, VendorRequest request) {
    return new DatabaseStatement(
        request.url == null ? request.base : request.url,
        instance.configuration("jdbc.driver.classname").filter(name -> !name.isBlank()),
        instance.configuration("username").orElse(""),
        Secret.of(instance.configuration("password").orElse("")),
        request.path,
        Map.copyOf(request.bound),
        rows(instance, given),
        given.resource().method().equals("GET"));
  }

  /**
   * Carries out a statement.
   *
   * @param databases what carries it out
   * @throws ApiException with the database's words for a failure
   */
  static VendorAnswer answer(
      ConnectedInstance instance,
      DatabaseStatement statement,
      Function<DatabaseStatement, JsonNode> databases) {
    try {
      return VendorAnswer.of(200, databases.apply(statement));
    } catch (DatabaseException e) {
      Masking masking = new Masking(SigningSender.configured(instance));
      throw ApiException.ofProvider(
          status(e.kind()), e.message(), e.words().map(masking::apply).orElse(null), e);
    }
  }

  private static int status(DatabaseException.Kind kind) {
    return switch (kind) {
      case INVALID, REJECTED -> 400;
      case CREDENTIALS -> 401;
      case REFUSED, FORBIDDEN -> 403;
      case CONFLICT -> 409;
      case UNREACHABLE, TIMEOUT, LIMIT, FAILED -> 502;
    };
  }

  /** As many rows as a page has. */
  private static int rows(ConnectedInstance instance, ResourceCall given) {
    return Optional.ofNullable(given.pages().get("pageSize"))
        .or(() -> instance.configuration("pagination.max"))
        .map(String::strip)
        .filter(text -> text.matches("[1-9]\\d{0,8}"))
        .map(Integer::parseInt)
        .map(size -> Math.min(size, PageRequest.MAXIMUM_SIZE))
        .orElse(PageRequest.DEFAULT_SIZE);
  }
}
