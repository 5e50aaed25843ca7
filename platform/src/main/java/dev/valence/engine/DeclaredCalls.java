package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.Secret;
import dev.valence.oauth.Masking;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call whose resource is declared (contract, element format 0): parameters are mapped,
 * the request signed and sent, the answer read and unwrapped, and its page cut.
 *
 * @param instance the account
 * @param sender the way to its vendor
 */
record DeclaredCalls(ConnectedInstance instance, SigningSender sender) {

  /** The types of resources that run on call. */
  private static final Set<String> ON_CALL = Set.of("api", "apiNoDocumentation");

  private static final int LARGEST_BODY = 1024 * 1024;

  /** In an answer, which is data, a shorter text may be there by chance. */
  private static final int SHORTEST_SECRET = 16;

  /** A vendor may filter a page until nothing is left of it; so many in a row are passed over. */
  private static final int EMPTY_PAGES = 20;

  /**
   * Answers a call.
   *
   * @throws ApiException as {@link Engine#call} tells
   */
  HubAnswer answer(HubCall call) {
    List<Resource> onCall = onCall(element());
    if (asksWhetherAlive(call, onCall)) {
      return ping();
    }
    Route route = Route.find(element().hub(), onCall, call);
    Executable.check(element(), route.resource());
    Pages pages = Pages.of(instance, route.resource(), call);
    return withoutSecrets(list(route, call, pages, body(route.resource(), call)));
  }

  /** The resources of an element that are called, and no steps of an instance's life. */
  static List<Resource> onCall(Element element) {
    return element.resources().stream()
        .filter(resource -> ON_CALL.contains(resource.type()))
        .toList();
  }

  /**
   * Runs a resource that is no caller's, as a step of the instance's life.
   *
   * @throws ApiException as {@link Engine#call} tells
   */
  VendorAnswer step(Resource resource) {
    Executable.checkStep(element(), resource);
    HubCall call = new HubCall(resource.method(), "/", Map.of(), Map.of(), null);
    return exchange(new Mapping(element(), new Route(resource, Map.of()), call, Map.of(), null));
  }

  private HubAnswer list(Route route, HubCall call, Pages asked, @Nullable JsonNode body) {
    RootKey root = RootKey.of(route.resource());
    Pages pages = asked;
    int before = pages.before();
    int empty = 0;
    while (true) {
      VendorAnswer answer =
          exchange(new Mapping(element(), route, call, pages.parameters(call), body));
      HubAnswer page =
          answer.body().isMissingNode()
              ? HubAnswer.empty()
              : pages.answer(root.unwrap(answer.body()), answer);
      String next = page.next();
      if (next == null) {
        return before == 0 ? page : HubAnswer.json(JsonNodeFactory.instance.arrayNode());
      }
      if (before > 0) {
        before--;
      } else if (page.returnedCount().orElse(1) > 0 || ++empty > EMPTY_PAGES) {
        return page;
      }
      pages = pages.at(next);
    }
  }

  /** Vendors that take a token in the query repeat it in the URLs of their answers. */
  private HubAnswer withoutSecrets(HubAnswer answer) {
    List<Secret> secrets =
        sender.secrets().stream()
            .filter(secret -> secret.reveal().length() >= SHORTEST_SECRET)
            .toList();
    return secrets.isEmpty() ? answer : answer.masked(new Masking(secrets));
  }

  private VendorAnswer exchange(Mapping mapping) {
    var _ = mapping.with(instance::configuration); // what is missing is told before any renewal
    return VendorAnswer.read(element(), sender, sender.send(mapping));
  }

  private boolean asksWhetherAlive(HubCall call, List<Resource> onCall) {
    String own = "/hubs/" + element().hub() + "/ping";
    return call.method().equals("GET")
        && call.path().equals("/ping")
        && onCall.stream().noneMatch(resource -> resource.path().equals(own));
  }

  /** Asks the vendor by the call with which a new account is checked, if the element has one. */
  private HubAnswer ping() {
    element().resources().stream()
        .filter(resource -> resource.type().equals("provisionAuthValidation"))
        .filter(resource -> resource.method().equals("GET"))
        .findFirst()
        .ifPresentOrElse(this::step, sender::requireCredentials);
    return HubAnswer.alive(element().key());
  }

  /** What was sent, where the resource passes it on; a body that it does not declare is ignored. */
  private static @Nullable JsonNode body(Resource resource, HubCall call) {
    HubCall.Body body = call.body();
    if (body == null || resource.parameters().stream().noneMatch(DeclaredCalls::passesBody)) {
      return null;
    }
    byte[] content;
    try {
      content = body.content().readNBytes(LARGEST_BODY + 1);
    } catch (IOException e) {
      throw ApiException.badRequest("The body broke off.");
    }
    if (content.length == 0) {
      return null;
    }
    if (content.length > LARGEST_BODY) {
      throw ApiException.of(413, "The body is larger than " + LARGEST_BODY + " bytes.");
    }
    return Json.parse(content).orElseThrow(() -> ApiException.badRequest("The body is not JSON."));
  }

  private static boolean passesBody(Parameter parameter) {
    return parameter.type().equals("body") && Objects.equals(parameter.vendorType(), "body");
  }

  private Element element() {
    return instance.element();
  }
}
