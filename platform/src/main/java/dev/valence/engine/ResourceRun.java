package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Retries;
import dev.valence.egress.Sender;
import dev.valence.jdbc.DatabaseStatement;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.script.Scripts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs declared resources (contract, element format 0.4): parameters are mapped, hooks run, the
 * request is sent, and the answer goes back through the element's hook, the root key, what the
 * configuration keeps, the resource's hook, and on to the next resource of a chain.
 *
 * @param instance the account
 * @param sender the way to its vendor
 * @param network the way of hooks, which have credentials of their own if any
 * @param links the way to addresses that hold their own authority, which no limit of the API is
 *     about
 * @param scripts what runs hooks
 * @param databases what carries out statements, for vendors that are databases
 * @param retries decides on sending a request again
 * @param trail hears of every step
 */
record ResourceRun(
    ConnectedInstance instance,
    SigningSender sender,
    Sender network,
    Sender links,
    Scripts scripts,
    Function<DatabaseStatement, JsonNode> databases,
    Retries retries,
    Trail trail) {

  /** Of resources that follow each other (contract, element format 9). */
  private static final int LONGEST_CHAIN = 5;

  /**
   * Runs a resource and those that follow it.
   *
   * @return what the last one was answered with, which is no failure
   * @throws ApiException as {@link Engine#call} tells
   */
  VendorAnswer run(ResourceCall given) {
    List<Resource> chain = chain(given.resource());
    ResourceCall next = given;
    VendorAnswer answer = runOne(next, true);
    for (Resource following : chain.subList(1, chain.size())) {
      next =
          new ResourceCall(
              new Route(following, given.route().pathValues()),
              given.call(),
              given.body(),
              given.pages(),
              new ResourceCall.Previous(answer.body, answer.headers));
      answer = runOne(next, true);
    }
    return answer;
  }

  /**
   * Runs a resource alone.
   *
   * @param ofElement whether the element's hooks run too
   * @throws ApiException as {@link Engine#call} tells
   */
  VendorAnswer runOne(ResourceCall given, boolean ofElement) {
    Resource resource = given.resource();
    refuseOthers(resource);
    trail.begins(resource);
    Attempt attempt =
        new Attempt(given, new Hooks(instance, scripts, network, given, ofElement, trail));
    if (DatabaseCall.isOf(instance)) {
      return statement(attempt);
    }
    Optional<EgressResponse> response = retries.send(attempt);
    VendorAnswer answer =
        response
            .map(received -> VendorAnswer.read(resource, attempt.request(), received, sender))
            .orElseGet(attempt::answer);
    try {
      comeBack(attempt, answer);
      answer.refuseFailure(element());
      return answer;
    } catch (RuntimeException e) {
      if (answer.file != null) {
        response.ifPresent(EgressResponse::close);
      }
      throw e;
    }
  }

  private VendorAnswer statement(Attempt attempt) {
    VendorRequest request = attempt.make(sender.access());
    VendorAnswer answer =
        attempt
            .instead()
            .orElseGet(() ->
                DatabaseCall.answer(
                    instance,
                    DatabaseCall.statement(instance, attempt.given(), request),
                    databases));
    comeBack(attempt, answer);
    answer.refuseFailure(element());
    return answer;
  }

  /**
   * The resources that run one after the other.
   *
   * @throws ApiException 400 for more than five
   */
  List<Resource> chain(Resource first) {
    List<Resource> chain = new ArrayList<>(List.of(first));
    Optional<Resource> next = next(first);
    while (next.isPresent()) {
      if (chain.size() == LONGEST_CHAIN) {
        throw ApiException.badRequest(
            "%s %s leads on to more than %d resources."
                .formatted(first.method(), first.path(), LONGEST_CHAIN));
      }
      chain.add(next.get());
      next = next(next.get());
    }
    return chain;
  }

  /** The path names the hub, another hub, or none. */
  private Optional<Resource> next(Resource resource) {
    String reference = resource.nextResource() == null ? "" : resource.nextResource().strip();
    int colon = reference.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String method = reference.substring(0, colon);
    String path = reference.substring(colon + 1);
    List<Resource> candidates =
        element().resources().stream()
            .filter(candidate -> candidate.method().equalsIgnoreCase(method))
            .toList();
    return candidates.stream()
        .filter(candidate -> candidate.path().equals(path))
        .findFirst()
        .or(() ->
            candidates.stream()
                .filter(candidate -> withoutHub(candidate.path()).equals(withoutHub(path)))
                .findFirst());
  }

  private static String withoutHub(String path) {
    return path.replaceFirst("^/hubs/[^/]+", "");
  }

  private void comeBack(Attempt attempt, VendorAnswer answer) {
    Hooks hooks = attempt.hooks();
    hooks.afterOfElement(attempt.request(), attempt.access(), answer);
    RootKey root = RootKey.of(attempt.given().resource());
    Optional<JsonNode> unwrapped = answer.isError() ? Optional.empty() : root.unwrap(answer.body);
    unwrapped.ifPresent(body -> answer.body = body);
    if (!answer.failed()) {
      keep(attempt.given().resource(), answer);
    }
    hooks.afterOfResource(attempt.request(), attempt.access(), answer);
    if (unwrapped.isEmpty() && !answer.isError()) {
      // There are hooks that make the root (contract, element format 4.1).
      root.unwrap(answer.body).ifPresent(body -> answer.body = body);
    }
  }

  private void keep(Resource resource, VendorAnswer answer) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Parameter parameter : resource.parameters()) {
      if (parameter.source().equals("response") && parameter.type().equals("configuration")) {
        value(parameter, answer).ifPresent(value -> kept.put(parameter.name(), value));
      }
    }
    if (!kept.isEmpty()) {
      instance.keep(kept);
    }
  }

  /** What stands in the vendor's answer; in what was unwrapped if it does not. */
  private static Optional<String> value(Parameter parameter, VendorAnswer answer) {
    String name = String.valueOf(parameter.vendorName()).strip();
    if ("header".equals(parameter.vendorType())) {
      return answer.header(name);
    }
    BodyPath path = BodyPath.of(name);
    return path.find(answer.raw)
        .or(() -> path.find(answer.body))
        .filter(value -> !value.isNull())
        .map(Json::text);
  }

  private static void refuseOthers(Resource resource) {
    if (resource.kind().equals("java")) {
      throw ApiException.badRequest("This API is not currently supported for this element.");
    }
    if (!resource.kind().equals("eb") || resource.type().equalsIgnoreCase("formulaAsResource")) {
      throw ApiException.of(
          501,
          "%s %s cannot be called in this version: its kind is %s."
              .formatted(
                  resource.method(),
                  resource.path(),
                  resource.kind().equals("eb") ? resource.type() : resource.kind()));
    }
  }

  private Element element() {
    return instance.element();
  }

  /** One attempt to send a request: it is made anew, hooks and all, when a token was renewed. */
  private final class Attempt implements SigningSender.Draft, Retries.Attempt {

    private final ResourceCall given;
    private final Hooks hooks;
    private @Nullable VendorRequest request;
    private @Nullable EgressRequest sent;
    private SigningSender.@Nullable Access access;
    private @Nullable VendorAnswer answer;

    Attempt(ResourceCall given, Hooks hooks) {
      this.given = given;
      this.hooks = hooks;
    }

    @Override
    public Optional<EgressRequest> with(SigningSender.Access now) {
      VendorRequest made = make(now);
      if (answer != null) {
        return Optional.empty();
      }
      EgressRequest draft = made.toSend();
      sent = made.anonymous || SigningSender.authorized(draft) ? draft : now.sign(draft);
      return Optional.of(sent);
    }

    @Override
    public Optional<EgressResponse> send() {
      return sender.send(this);
    }

    @Override
    public @Nullable EgressRequest sent() {
      return sent;
    }

    /** The vendor's request after the hooks before it. */
    VendorRequest make(SigningSender.Access now) {
      VendorRequest made = Mapping.of(element(), given, now, trail);
      access = now;
      request = made;
      answer = hooks.before(made, now).orElse(null);
      return made;
    }

    /** What a hook has answered in the place of the vendor. */
    Optional<VendorAnswer> instead() {
      return Optional.ofNullable(answer);
    }

    ResourceCall given() {
      return given;
    }

    Hooks hooks() {
      return hooks;
    }

    VendorRequest request() {
      return Objects.requireNonNull(request);
    }

    SigningSender.Access access() {
      return Objects.requireNonNull(access);
    }

    VendorAnswer answer() {
      return Objects.requireNonNull(answer);
    }
  }
}
