package dev.valence.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.valence.model.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The members of an answer of a token endpoint, read as vendors write them: JSON or a form,
 * whatever the content type says; numbers as text; errors in several shapes.
 */
final class TokenAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN = Set.of("expires_in", "scope", "oauth_token_secret");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(36_500).toSeconds());

  /** Errors that pass (RFC 6749, 4.1.2.1; Salesforce), from vendors that send them with 400. */
  private static final Set<String> PASSING =
      Set.of("temporarily_unavailable", "server_error", "rate_limit_exceeded");

  /** Graph's numbers of errors that pass: unknown ones, outages and limits of calls. */
  private static final Set<Integer> PASSING_NUMBERS = Set.of(1, 2, 4, 17, 32, 341, 613);

  private final JsonNode members;

  private TokenAnswer(JsonNode members) {
    this.members = members;
  }

  /** Reads an answer; one that cannot be read has no members. */
  static TokenAnswer of(String text) {
    try {
      return of(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return new TokenAnswer(form(text));
    }
  }

  /** The same of an answer that has been read. */
  static TokenAnswer of(JsonNode node) {
    return new TokenAnswer(node.isObject() ? unwrapped(node) : MissingNode.getInstance());
  }

  /** Instagram's documents have the members in a list of one, its servers mostly do not. */
  private static JsonNode unwrapped(JsonNode node) {
    JsonNode wrapped = node.path("data").path(0);
    return wrapped.has("access_token") && !node.has("access_token") ? wrapped : node;
  }

  private static JsonNode form(String text) {
    ObjectNode members = JSON.createObjectNode();
    if (!text.stripLeading().startsWith("<")) {
      for (Map.Entry<String, List<String>> entry :
          URLUtils.parseParameters(text.strip()).entrySet()) {
        members.put(entry.getKey(), entry.getValue().getFirst());
      }
    }
    return members;
  }

  /** Whether there is a token in this answer, of OAuth 1.0a or 2.0. */
  boolean granted() {
    return text("access_token").or(() -> text("oauth_token")).isPresent();
  }

  /** The tokens, unless this is not an answer with an access token. */
  Optional<TokenSet> tokens() {
    return text("access_token")
        .map(accessToken ->
            new TokenSet(
                Secret.of(accessToken),
                text("refresh_token").map(Secret::of),
                lifetime(),
                scope(),
                others()));
  }

  /** The vendor's error code, where the answer says that it is an error. */
  Optional<String> errorCode() {
    JsonNode error = members.path("error");
    return text("error")
        .filter(code -> !code.equals("false"))
        .or(() -> text(error, "type"))
        .or(() -> text(error, "code"))
        .or(() -> text("error_type"))
        .or(() -> text("error_code"))
        .or(() -> text("errorCode"))
        .or(() -> text("oauth_problem"))
        .or(() -> text(members.path("errors").path(0), "code"))
        .or(() -> error.isObject() ? Optional.of("error") : Optional.empty());
  }

  /** Whether the answer is an error that says of itself that it passes. */
  boolean passing() {
    JsonNode error = members.path("error");
    return PASSING.contains(error.asText())
        || error.path("is_transient").asBoolean()
        || PASSING_NUMBERS.contains(error.path("code").asInt());
  }

  private Optional<Duration> lifetime() {
    return text("expires_in")
        .flatMap(text -> {
          try {
            BigDecimal seconds = new BigDecimal(text.strip()).min(LONGEST);
            return seconds.signum() > 0
                ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                : Optional.empty();
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        });
  }

  private Optional<String> scope() {
    return scope("scope").or(() -> scope("permissions"));
  }

  private Optional<String> scope(String name) {
    JsonNode scope = members.path(name);
    return scope.isArray()
        ? Optional.of(
                StreamSupport.stream(scope.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" ")))
            .filter(text -> !text.isBlank())
        : text(name);
  }

  /** The further members; nested ones as JSON, tokens left out. */
  Map<String, String> others() {
    Map<String, String> others = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (!value.isNull() && !KNOWN.contains(name) && !name.endsWith("_token")) {
        others.put(name, value.isValueNode() ? value.asText() : value.toString());
      }
    }
    return others;
  }

  /** A member that is a text or a number, unless it is missing or blank. */
  Optional<String> text(String name) {
    return text(members, name);
  }

  private static Optional<String> text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asText()).filter(text -> !text.isBlank())
        : Optional.empty();
  }
}
