package dev.valence.connectors.salesforce;

import dev.valence.connectors.Connection;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Set;

/**
 * Connects the files of Salesforce's users to the documents hub.
 *
 * <p>Of the configuration it reads {@code base.url}, with the organization's host and the version.
 */
@ApplicationScoped
public class SalesforceFilesConnector implements DocumentsConnector {

  @Override
  public String name() {
    return "salesforcefiles";
  }

  @Override
  public Set<DocumentsOperation> operations() {
    return EnumSet.of(DocumentsOperation.PING, DocumentsOperation.LIST);
  }

  @Override
  public DocumentsHub open(Connection connection) {
    return new SalesforceFiles(SalesforceClient.of(connection));
  }
}
