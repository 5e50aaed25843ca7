package dev.valence.connectors.microsoft;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.face.FaceOptions;
import java.util.List;
import java.util.Map;

/** A connected OneDrive. */
final class ConnectedMicrosoft extends ConnectedAccount {

  ConnectedMicrosoft() {
    super("onedrivebusiness", "microsoft", new MicrosoftConnector());
  }

  /** The URL of the user in a dialect. */
  String account(Dialect dialect) {
    return switch (dialect) {
      case GRAPH -> sandbox.face("microsoft.graph").httpUrl() + "/v1.0/me";
      case DIRECT -> sandbox.face("microsoft.sharepoint").httpUrl() + "/_api/v2.0/me";
    };
  }

  /** Back to an empty drive that has just been connected. */
  HubCaller connected(Dialect dialect) {
    return connected(account(dialect));
  }

  /** Back to an empty drive that has just been connected with a base URL. */
  HubCaller connected(String baseUrl) {
    return connected(Map.of("base.url", baseUrl));
  }

  /** What the connector finds out of an account whose site is not known. */
  Map<String, String> discovered() {
    engine.provision(this);
    return kept();
  }

  /** From now on pages are followed by empty ones. */
  void emptyPages() {
    FaceOptions now = vendor().options();
    vendor()
        .options(
            new FaceOptions(
                now.accessTokenLifetimeSeconds(), now.rotateRefreshTokens(), true, now.variants()));
  }

  /** The calls of the drive since the account was connected, in order. */
  List<Call> calls() {
    return vendor().calls().stream().filter(call -> !call.path().endsWith("/token")).toList();
  }
}
