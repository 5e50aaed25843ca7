package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import dev.valence.model.Authentication.ExpiredAnswer;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with an access token, as its bearer (RFC 6750) or where the element's parameters
 * place it.
 *
 * <p>A status of 401, and any answer that the element says to mean the same, says that the token is
 * no longer good: it is renewed and the request repeated, once in a call. A request whose body
 * streams cannot be repeated: the refusal is given back, and the call after it finds the renewed
 * token. Whatever the vendor's status, a refusal of the token that is given back has 401.
 */
final class TokenSender implements SigningSender {

  private static final String TOKEN = "oauth.user.token";
  private static final int UNAUTHORIZED = 401;

  private final ConnectedInstance instance;
  private final Sender unsigned;
  private final boolean placed;
  private boolean renewed;
  private @Nullable Secret used;

  TokenSender(ConnectedInstance instance, Sender unsigned) {
    this.instance = instance;
    this.unsigned = unsigned;
    this.placed = placed(instance.element());
  }

  @Override
  public Optional<EgressResponse> send(Draft draft) {
    Credential credential = instance.credential();
    Secret token = credential.accessToken();
    Optional<EgressRequest> request = draft(draft, token);
    if (request.isEmpty()) {
      return Optional.empty();
    }
    EgressResponse response = answer(request.get());
    if (response.status() == UNAUTHORIZED && !renewed) {
      renewed = true;
      Secret refused = token;
      token = SigningSender.renewing(this, response, () -> credential.renewed(refused));
      if (request.get().repeatable()) {
        response.close();
        request = draft(draft, token);
        if (request.isEmpty()) {
          return Optional.empty();
        }
        response = answer(request.get());
      }
    }
    if (response.successful()) { // no other status proves that the token was looked at
      credential.worked(token);
    }
    return Optional.of(response);
  }

  @Override
  public Access access() {
    return new Bearer(instance.credential().accessToken());
  }

  @Override
  public void requireCredentials() {
    var _ = instance.credential().accessToken();
  }

  @Override
  public List<Secret> secrets() {
    List<Secret> secrets = new ArrayList<>(SigningSender.configured(instance));
    if (used != null) {
      secrets.add(used);
    }
    return secrets;
  }

  private Optional<EgressRequest> draft(Draft draft, Secret token) {
    used = token;
    return draft.with(new Bearer(token));
  }

  private EgressResponse answer(EgressRequest request) {
    EgressResponse response = unsigned.send(request);
    try {
      return expired(response) ? response.withStatus(UNAUTHORIZED) : response;
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private boolean expired(EgressResponse response) {
    List<ExpiredAnswer> answers =
        instance.element().authentication().expired().stream()
            .filter(answer -> answer.status() == response.status())
            .toList();
    return !answers.isEmpty()
        && Json.parse(response.peek(LARGEST_FAILURE))
            .filter(body -> answers.stream().anyMatch(answer -> says(answer, body)))
            .isPresent();
  }

  private static boolean says(ExpiredAnswer answer, JsonNode body) {
    return BodyPath.of(answer.path())
        .find(body)
        .filter(value -> value.asText().equals(answer.value()))
        .isPresent();
  }

  /** Whether a parameter of the element says where the token goes, for vendors without a header. */
  private static boolean placed(Element element) {
    return element.parameters().stream()
        .filter(parameter -> parameter.type().equals("configuration"))
        .filter(parameter -> parameter.name().equals(TOKEN))
        .filter(parameter -> parameter.source().equals("request"))
        .anyMatch(Mapping::takesEffect);
  }

  /** Access by a token. */
  private final class Bearer implements Access {

    private final Secret token;

    Bearer(Secret token) {
      this.token = token;
    }

    @Override
    public Optional<String> configuration(String key) {
      return key.equals(TOKEN) ? Optional.of(token.reveal()) : instance.configuration(key);
    }

    @Override
    public Optional<String> authorization() {
      return placed ? Optional.empty() : Optional.of("Bearer " + token.reveal());
    }

    @Override
    public EgressRequest sign(EgressRequest request) {
      return request;
    }
  }
}
