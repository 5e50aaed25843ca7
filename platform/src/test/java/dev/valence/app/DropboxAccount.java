package dev.valence.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.sandbox.Call;
import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.SandboxClient;
import dev.valence.sandbox.face.FaceOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An account of the sandbox's Dropbox, and what Dropbox sees of its connection. */
public final class DropboxAccount {

  /** Where tokens are exchanged. */
  public static final String TOKEN = "/oauth2/token";

  /** What {@link #call} asks Dropbox for. */
  static final String SPACE = "/2/users/get_space_usage";

  private final SandboxClient sandbox;
  private final FaceClient face;

  DropboxAccount(SandboxClient sandbox) {
    this.sandbox = sandbox;
    this.face = sandbox.face("dropbox");
  }

  FaceClient face() {
    return face;
  }

  /** Whether a renewal answers with a new refresh token and ends the old one. */
  void rotate(boolean rotate) {
    face.options(
        new FaceOptions(
            face.options().accessTokenLifetimeSeconds(), rotate, face.options().emptyPages()));
  }

  void lifetime(long seconds) {
    face.options(
        new FaceOptions(
            seconds, face.options().rotateRefreshTokens(), face.options().emptyPages()));
  }

  /** Ends the time of the access tokens; what was called until now is forgotten. */
  void expire() {
    face.expireAccessTokens();
    sandbox.clearCalls();
  }

  /** A call that needs Dropbox once. */
  static Answer call(Api api, JsonNode instance) {
    return api.get("/storage", api.element(instance));
  }

  List<Call> tokenCalls() {
    return face.calls(TOKEN);
  }

  /** Waits until Dropbox holds a call, and the given one is still under way. */
  void awaitHeld(CompletableFuture<?> call) {
    ServerProcess.await(
        "Dropbox holds the call",
        () -> {
          if (call.isDone()) {
            throw new IllegalStateException("the call ended before: " + call);
          }
          return face.faults().stream().anyMatch(fault -> fault.held() > 0);
        });
  }

  /** Whether the refresh token in a call of the token endpoint is the only one that is good. */
  boolean onlyGoodRefreshTokenIs(String refreshToken) {
    return face.tokens().refreshTokens().sha256().equals(List.of(sha256(refreshToken)));
  }

  /** A parameter of a form that Dropbox has received. */
  public static String parameter(Call call, String name) {
    return Arrays.stream(String.valueOf(call.body()).split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
