package dev.valence.connectors;

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

  @Inject
  ConnectorRegistry(@Any Instance<Connector> connectors) {
    this(connectors.stream().toList());
  }

  /**
   * @throws IllegalStateException when two connectors have the same name
   */
  public ConnectorRegistry(List<Connector> connectors) {
    this.connectors =
        connectors.stream()
            .collect(Collectors.toUnmodifiableMap(Connector::name, Function.identity()));
  }

  /** The connector of that name. */
  public Optional<Connector> find(String name) {
    return Optional.ofNullable(connectors.get(name));
  }
}
