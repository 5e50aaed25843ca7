package dev.valence.hubs.documents;

import org.junit.jupiter.api.BeforeEach;

/**
 * What every connector of the documents hub does, seen by an app (contract, core 5.0, 5.1, 7.6 and
 * 7.7). The test of one that has all operations extends it and gives an empty account; that of one
 * that has not implements the behaviours of those that it has.
 */
public abstract class DocumentsHubContract
    implements PingBehaviours,
        TransferBehaviours,
        ItemBehaviours,
        MetadataBehaviours,
        ListBehaviours,
        FolderBehaviours {

  private HubCaller hub;

  /** A caller of an account without files. */
  protected abstract HubCaller emptyAccount();

  @BeforeEach
  final void openAccount() {
    hub = emptyAccount();
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
