package dev.valence.connectors.dropbox;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.sandbox.Call;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A connected Dropbox. */
final class ConnectedDropbox extends ConnectedAccount {

  /** Small, so that tests cross the borders of pieces with few bytes. */
  static final int PIECE = 1000;

  ConnectedDropbox() {
    super("dropbox", "dropbox", new DropboxConnector(PIECE));
  }

  /** The paths of the calls to the API since the account was connected, in order. */
  List<String> calledPaths() {
    return vendor().calls().stream()
        .map(Call::path)
        .filter(path -> path.startsWith("/2/"))
        .toList();
  }

  /** Where clients find Dropbox's hosts. */
  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, sandbox.proxy());
  }

  /** Trusts the certificates that stand in for Dropbox's. */
  SSLContext tls() throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(sandbox.trustStore());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
