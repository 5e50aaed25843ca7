package dev.valence.connectors;

import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.objects.ObjectsContract;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connectors of this installation by their names. */
@ApplicationScoped
public class ConnectorRegistry {

  private final Map<String, Connector> connectors;
  private final DocumentsContract documents;

  @Inject
  ConnectorRegistry(@Any Instance<Connector> connectors, DocumentsContract documents) {
    this(connectors.stream().toList(), documents);
  }

  /**
   * @throws IllegalStateException when two connectors have the same name
   */
  public ConnectorRegistry(List<Connector> connectors, DocumentsContract documents) {
    this.documents = documents;
    this.connectors =
        connectors.stream()
            .collect(Collectors.toUnmodifiableMap(Connector::name, Function.identity()));
  }

  /** The resources that an element's connector answers; none for an element without one. */
  public List<Resource> resourcesOf(Element element) {
    return switch (find(String.valueOf(element.connector())).orElse(null)) {
      case null -> List.of();
      case DocumentsConnector connector ->
          documents.resources().stream()
              .filter(resource -> connector.operations().contains(documents.operation(resource)))
              .toList();
      case ObjectsConnector connector -> {
        ObjectsContract objects = ObjectsContract.of(element);
        yield objects.resources().stream()
            .filter(
                resource -> connector.operations().contains(objects.meaning(resource).operation()))
            .toList();
      }
    };
  }

  /** The connector of that name. */
  public Optional<Connector> find(String name) {
    return Optional.ofNullable(connectors.get(name));
  }
}
