package dev.valence.hubs.documents;

import org.junit.jupiter.api.BeforeEach;

/**
 * What every connector of the documents hub does, seen by an app (contract, core 5.0, 5.1, 7.6 and
 * 7.7). A connector's test extends it and gives an empty account.
 */
public abstract class DocumentsHubContract
    implements TransferBehaviours, ItemBehaviours, ListBehaviours {

  private HubCaller hub;

  /** A caller of an account without files. */
  protected abstract HubCaller emptyAccount();

  @BeforeEach
  final void openAccount() {
    hub = emptyAccount();
  }

  @Override
  public final HubCaller hub() {
    return hub;
  }
}
