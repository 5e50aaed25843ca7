package dev.valence.connectors.salesforce;

import dev.valence.connectors.Connection;
import dev.valence.connectors.ObjectsConnector;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.ObjectsOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/**
 * Connects Salesforce accounts to the hubs of objects.
 *
 * <p>Of the configuration it reads {@code base.url}, with the organization's host and the version,
 * and {@code sfdc.user.id.url}, which names the user.
 */
@ApplicationScoped
public class SalesforceConnector implements ObjectsConnector {

  private final SalesforceDescriptions descriptions = new SalesforceDescriptions();

  @Override
  public String name() {
    return "salesforce";
  }

  @Override
  public Set<ObjectsOperation> operations() {
    return EnumSet.allOf(ObjectsOperation.class);
  }

  @Override
  public ObjectsHub open(Connection connection) {
    return new SalesforceObjects(connection, descriptions);
  }
}
