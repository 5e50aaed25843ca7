package dev.valence.connectors.salesforce;

import dev.valence.connectors.Connection;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connects the files of Salesforce's users to the documents hub.
 *
 * <p>Of the configuration it reads {@code base.url}, with the organization's host and the version,
 * and {@code sfdc.user.id.url}, which ends with the user's id.
 */
@ApplicationScoped
public class SalesforceFilesConnector implements DocumentsConnector {

  private static final int MEBIBYTE = 1024 * 1024;

  private static final Pattern USER = Pattern.compile(".*/(005[A-Za-z0-9]{12,15})/?");

  private final int largestInMemory;

  @Inject
  SalesforceFilesConnector() {
    this(MEBIBYTE);
  }

  /**
   * @param largestInMemory the largest file in bytes that is read before it is sent
   */
  public SalesforceFilesConnector(int largestInMemory) {
    this.largestInMemory = largestInMemory;
  }

  @Override
  public String name() {
    return "salesforcefiles";
  }

  @Override
  public Set<DocumentsOperation> operations() {
    return EnumSet.range(DocumentsOperation.PING, DocumentsOperation.DELETE_COMMENT);
  }

  @Override
  public Set<DocumentsFeature> features() {
    return EnumSet.of(DocumentsFeature.DESCRIPTION, DocumentsFeature.LINK_EXPIRY);
  }

  @Override
  public DocumentsHub open(Connection connection) {
    SalesforceClient client = SalesforceClient.of(connection);
    SalesforceTree tree =
        new SalesforceTree(
            client,
            connection
                .configuration("sfdc.user.id.url")
                .map(USER::matcher)
                .filter(Matcher::matches)
                .map(url -> url.group(1)));
    return new SalesforceFiles(client, tree, new SalesforceUpload(client, tree, largestInMemory));
  }
}
