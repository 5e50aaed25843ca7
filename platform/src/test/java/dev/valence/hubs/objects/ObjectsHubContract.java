package dev.valence.hubs.objects;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.Element;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every element of a hub of objects does, seen by an app (contract, core 5.0, 5.2 to 5.4, 5.6,
 * 7.6 and 7.8). The test of an element extends it and gives an account and samples of its records.
 */
public abstract class ObjectsHubContract
    implements OfferedBehaviours,
        ListBehaviours,
        PageBehaviours,
        SelectionBehaviours,
        FilterBehaviours,
        RecordBehaviours,
        ChildBehaviours,
        MemberBehaviours,
        MetadataBehaviours,
        QueryBehaviours,
        FailureBehaviours {

  private HubCaller hub;

  /** The account that is tested. */
  protected abstract ConnectedAccount account();

  @BeforeEach
  final void openAccount() {
    hub = account().emptied();
  }

  @Override
  public final HubCaller hub() {
    return hub;
  }

  @Override
  public final String hubKey() {
    return account().element().hub();
  }

  @Override
  public final String subject() {
    return account().element().key();
  }

  /** The resources of each object: what can be done with its records, and what belongs to them. */
  @Override
  public final Map<String, Map<String, String>> offers() {
    Element element = account().element();
    Map<String, Set<String>> objects = new TreeMap<>();
    ObjectsContract contract = ObjectsContract.of(element);
    contract
        .resources()
        .forEach(resource -> {
          String path = resource.path().substring(("/hubs/" + element.hub()).length());
          objects.computeIfAbsent(path, key -> new TreeSet<>()).add(resource.method());
        });
    element.resources().stream()
        .filter(resource -> resource.type().equals("api"))
        .forEach(resource -> {
          String path = resource.path().substring(("/hubs/" + element.hub()).length());
          objects.computeIfAbsent(path, key -> new TreeSet<>()).add(resource.method());
        });
    return Map.of(
        "resources",
        objects.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> String.join(" ", entry.getValue()),
                    (one, other) -> one,
                    TreeMap::new)));
  }

  @Override
  public final Set<String> missing(Method behaviour) {
    return behaviour.getDeclaringClass() == MemberBehaviours.class && members().isEmpty()
        ? Set.of("lists that hold records")
        : Set.of();
  }
}
