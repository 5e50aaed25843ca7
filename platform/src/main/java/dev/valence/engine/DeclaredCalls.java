package dev.valence.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import dev.valence.oauth.Masking;
import java.util.List;
import java.util.Map;

/**
 * The way of a call whose resource is declared (contract, element format 0): the resource is run as
 * often as it takes to get the page that was asked for.
 *
 * @param routes the ways of the element's calls
 * @param run runs resources of the account
 */
record DeclaredCalls(ElementRoutes routes, ResourceRun run) {

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
    if (asksWhetherAlive(call)) {
      return ping();
    }
    Route route = routes.find(call);
    SelectedFields fields = SelectedFields.of(run.instance(), route.resource(), call);
    Pages pages = Pages.of(run.instance(), route.resource(), call);
    return withoutSecrets(fields.answer(list(route, fields.call(call), pages)));
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

  private boolean asksWhetherAlive(HubCall call) {
    return call.method().equals("GET") && call.path().equals("/ping") && !routes.alive();
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
