package dev.valence.hubs.social;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.ContractSubject;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import dev.valence.model.WithdrawnResource;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The account of a test. Behaviours are tests in interfaces, which say by {@link Needs} which
 * resources they are about; what an element does not have it is not asked for.
 */
interface SocialHub extends ContractSubject {

  /** A caller of an account that was empty when the test began. */
  HubCaller hub();

  /** The account. */
  ConnectedInstagram account();

  /** Where a medium has the text below it. */
  String caption(JsonNode medium);

  default Element element() {
    return account().element();
  }

  @Override
  default String hubKey() {
    return "social";
  }

  @Override
  default Map<String, Map<String, String>> offers() {
    Map<String, String> rows = new TreeMap<>();
    for (Resource resource : element().resources()) {
      if (resource.type().equals("api")) {
        String row = row(resource.method(), resource.path());
        rows.put(row, needsOtherLogin(resource) ? "Facebook Login" : "yes");
      }
    }
    for (WithdrawnResource resource : element().withdrawn()) {
      rows.put(row(resource.method(), resource.path()), "until " + resource.since());
    }
    Map<String, Map<String, String>> offers = new LinkedHashMap<>();
    offers.put("resources", rows);
    return offers;
  }

  private static String row(String method, String path) {
    return "`" + path.replaceFirst("^/hubs/social", "") + "` " + method;
  }

  /** Whether a resource answers that the account has to be connected in another way. */
  default boolean needsOtherLogin(Resource resource) {
    return resource.hooks().stream()
            .anyMatch(hook -> String.valueOf(hook.body()).contains("Facebook Login alone"))
        && account().configuration("login.kind").filter("facebook"::equals).isEmpty();
  }

  @Override
  default Set<String> missing(Method behaviour) {
    Set<String> missing = new HashSet<>();
    Stream.of(
            behaviour.getAnnotation(Needs.class),
            behaviour.getDeclaringClass().getAnnotation(Needs.class))
        .filter(needs -> needs != null)
        .flatMap(needs -> Stream.of(needs.value()))
        .filter(
            wanted -> element().resources().stream().noneMatch(resource -> is(resource, wanted)))
        .forEach(missing::add);
    return missing;
  }

  private boolean is(Resource resource, String wanted) {
    return wanted.equals(
            resource.method() + " " + resource.path().replaceFirst("^/hubs/social", ""))
        && !needsOtherLogin(resource);
  }
}
