package dev.valence.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.apidocs.ElementObjects;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import dev.valence.model.Secret;
import dev.valence.oauth.Masking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way of a call whose resource is declared (contract, element format 0): the resource is run as
 * often as it takes to get the page that was asked for.
 *
 * @param run runs resources of the account
 */
record DeclaredCalls(ResourceRun run) {

  /** The types of resources that run on call. */
  private static final Set<String> ON_CALL =
      Set.of("api", "apiNoDocumentation", "formulaAsResource");

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
    refuseWithdrawn(onCall, call);
    Route route = route(onCall, call);
    SelectedFields fields = SelectedFields.of(run.instance(), route.resource(), call);
    Pages pages = Pages.of(run.instance(), route.resource(), call);
    return withoutSecrets(fields.answer(list(route, fields.call(call), pages)));
  }

  /** Tells of a call that the vendor has not, or no more, why and what to do. */
  private void refuseWithdrawn(List<Resource> onCall, HubCall call) {
    Route.withdrawn(element(), onCall, call.method(), call.path())
        .ifPresent(withdrawn -> {
          throw ApiException.of(501, withdrawn.refusal(element().name()));
        });
  }

  /** A path that no resource has may name an object, whose resource has another path. */
  private Route route(List<Resource> onCall, HubCall call) {
    if (!Route.exists(element().hub(), onCall, call.method(), call.path())) {
      Optional<ElementObjects.Served> served =
          ElementObjects.of(element()).serving(call.method(), Route.segments(call.path()));
      if (served.isPresent()) {
        return new Route(served.get().resource(), served.get().pathValues());
      }
    }
    return Route.find(element().hub(), onCall, call);
  }

  /** Whether an element's definition declares the answer to a call. */
  static boolean declare(Element element, HubCall call) {
    return element.connector() == null
        ? !element.resources().isEmpty()
        : Route.exists(element.hub(), onCall(element), call.method(), call.path())
            || Route.withdrawn(element, onCall(element), call.method(), call.path()).isPresent();
  }

  /**
   * The declared resources of an element that are called, and no steps of an instance's life; those
   * that a connector answers are none.
   */
  static List<Resource> onCall(Element element) {
    return called(element).stream()
        .filter(resource -> !resource.kind().equals(Resource.OF_CONNECTOR))
        .toList();
  }

  /** The resources of an element that are called, whoever answers them. */
  static List<Resource> called(Element element) {
    return element.resources().stream()
        .filter(resource -> ON_CALL.contains(resource.type()))
        .filter(
            resource -> !ElementObjects.isGeneric(resource)) // which is the platform's to answer
        .toList();
  }

  private HubAnswer list(Route route, HubCall call, Pages asked) {
    CallBody body = new CallBody(call.body());
    Pages pages = asked;
    int before = pages.before();
    int empty = 0;
    while (true) {
      VendorAnswer answer =
          run.run(new ResourceCall(route, call, body, pages.parameters(call), null));
      if (answer.file != null) {
        return new HubAnswer(answer.file.range() == null ? 200 : 206, answer.file, null, null);
      }
      HubAnswer page = answer.body.isMissingNode() ? HubAnswer.empty() : pages.answer(answer);
      if (answer.chosenStatus != null) {
        page = page.withStatus(answer.chosenStatus);
      }
      String next = page.next();
      if (next == null) {
        return before == 0 ? page : HubAnswer.json(JsonNodeFactory.instance.arrayNode());
      }
      if (before > 0) {
        before--;
      } else if (page.returnedCount().orElse(1) > 0 || ++empty > EMPTY_PAGES) {
        return page;
      }
      pages = pages.at(Place.of(next));
    }
  }

  /** Vendors that take a token in the query repeat it in the URLs of their answers. */
  private HubAnswer withoutSecrets(HubAnswer answer) {
    List<Secret> secrets =
        run.sender().secrets().stream()
            .filter(secret -> secret.reveal().length() >= SHORTEST_SECRET)
            .toList();
    return secrets.isEmpty() ? answer : answer.masked(new Masking(secrets));
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
        .ifPresentOrElse(
            resource -> run.runOne(DeclaredSteps.call(resource, Map.of()), true),
            run.sender()::requireCredentials);
    return HubAnswer.alive(element().key());
  }

  private Element element() {
    return run.instance().element();
  }
}
