package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ConnectedAccount;
import dev.valence.connectors.DocumentsConnector;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every connector of the documents hub does, seen by an app (contract, core 5.0, 5.1, 7.6 and
 * 7.7). The test of a connector extends it and gives an empty account; what the connector does not
 * have it is not asked for. What became of it is in the compatibility matrix.
 */
public abstract class DocumentsHubContract
    implements PingBehaviours,
        OfferedBehaviours,
        TransferBehaviours,
        ItemBehaviours,
        MetadataBehaviours,
        ListBehaviours,
        FolderBehaviours,
        FolderChangeBehaviours,
        SelectionBehaviours,
        SearchBehaviours,
        CopyBehaviours,
        MoveBehaviours,
        LinkBehaviours,
        RevisionBehaviours,
        ChangeBehaviours,
        ChecksumBehaviours,
        PictureBehaviours,
        TagBehaviours,
        CommentBehaviours,
        PermissionBehaviours,
        CustomFieldBehaviours {

  private HubCaller hub;

  /** The account that is tested. */
  protected abstract ConnectedAccount account();

  /** A caller of the account, which has no files. */
  protected HubCaller emptyAccount() {
    return account().emptied();
  }

  @BeforeEach
  final void openAccount() {
    hub = emptyAccount();
  }

  @Override
  public final DocumentsConnector connector() {
    return account().connector();
  }

  @Override
  public final void seed(String path, byte[] content) {
    account().store(path, content);
  }

  @Override
  public final void tagging(boolean on) {
    account().configure("document.tagging", String.valueOf(on));
  }

  @Override
  public String commentedId(JsonNode file) {
    return file.path("id").asText();
  }

  @Override
  public String somebody() {
    return "somebody@example.com";
  }

  @Override
  public final String listed() {
    return "/many";
  }

  @Override
  public final HubCaller hub() {
    return hub;
  }
}
