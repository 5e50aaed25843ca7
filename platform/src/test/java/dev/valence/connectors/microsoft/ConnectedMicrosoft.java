package dev.valence.connectors.microsoft;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.engine.HubCall;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.face.FaceOptions;
import java.io.InputStream;
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

  /** Where users sign in. */
  String login() {
    return sandbox.face("microsoft.login").httpUrl().toString();
  }

  /** Back to an empty drive that has just been connected. */
  HubCaller connected(Dialect dialect) {
    return connected(account(dialect));
  }

  /** Back to an empty drive that has just been connected with a base URL. */
  HubCaller connected(String baseUrl) {
    return connected(Map.of("base.url", baseUrl));
  }

  /** Uploads a file of which the caller has announced the size in bytes. */
  void upload(String path, InputStream content, long announced) {
    engine.call(
        this,
        new HubCall(
            "POST",
            "/files",
            Map.of("path", List.of(path)),
            Map.of(),
            new HubCall.Body(content, announced, "application/octet-stream")));
  }

  /** Chooses one of several forms that are known of Microsoft. */
  void variant(String name, String value) {
    FaceOptions now = vendor().options();
    vendor()
        .options(
            new FaceOptions(
                now.accessTokenLifetimeSeconds(),
                now.rotateRefreshTokens(),
                now.emptyPages(),
                Map.of(name, value)));
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
