package dev.valence.connectors.microsoft;

import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.documents.FolderBehaviours;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.hubs.documents.ListBehaviours;
import dev.valence.hubs.documents.MetadataBehaviours;
import dev.valence.hubs.documents.PingBehaviours;

/** OneDrive for Business keeps the contract of the documents hub, as far as it is offered. */
class OneDriveHubTest extends ConnectedMicrosoftTest
    implements PingBehaviours, ListBehaviours, FolderBehaviours, MetadataBehaviours {

  @Override
  public HubCaller hub() {
    return hub;
  }

  @Override
  public DocumentsConnector connector() {
    return account.connector();
  }

  @Override
  public int largeFileSize() {
    return 1000;
  }

  @Override
  public void store(String path, byte[] content) {
    account.store(path, content);
  }
}
