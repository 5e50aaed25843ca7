package dev.valence.connectors.dropbox;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.sandbox.Call;
import java.util.List;

/** A connected Dropbox. */
final class ConnectedDropbox extends ConnectedAccount {

  /** Small, so that tests cross the borders of uploads with few bytes. */
  static final int LARGEST_IN_MEMORY = 1000;

  static final int LARGEST_PIECE = 700;

  ConnectedDropbox() {
    super("dropbox", "dropbox", new DropboxConnector(LARGEST_IN_MEMORY, LARGEST_PIECE));
  }

  /** The paths of the calls to the API since the account was connected, in order. */
  List<String> calledPaths() {
    return vendor().calls().stream()
        .map(Call::path)
        .filter(path -> path.startsWith("/2/"))
        .toList();
  }
}
