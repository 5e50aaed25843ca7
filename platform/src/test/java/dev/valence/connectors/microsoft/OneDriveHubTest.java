package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.FolderBehaviours;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.hubs.documents.ItemBehaviours;
import dev.valence.hubs.documents.ListBehaviours;
import dev.valence.hubs.documents.MetadataBehaviours;
import dev.valence.hubs.documents.PingBehaviours;
import dev.valence.hubs.documents.TransferBehaviours;

/** OneDrive for Business keeps the contract of the documents hub. */
class OneDriveHubTest extends ConnectedMicrosoftTest
    implements PingBehaviours,
        TransferBehaviours,
        ItemBehaviours,
        MetadataBehaviours,
        ListBehaviours,
        FolderBehaviours {

  @Override
  public HubCaller hub() {
    return hub;
  }

  @Override
  public int largeFileSize() {
    return DriveUpload.LARGEST_IN_MEMORY;
  }
}
