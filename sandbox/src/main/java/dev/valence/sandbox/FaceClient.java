package dev.valence.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.FaceFiles;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.NewUser;
import dev.valence.sandbox.face.User;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Steers one face of a sandbox; made by {@link SandboxClient#face(String)}. */
public final class FaceClient {

  /**
   * The live tokens of one kind.
   *
   * @param live how many
   * @param sha256 the SHA-256 of each in hexadecimal digits
   */
  public record TokenCount(int live, List<String> sha256) {}

  /** The live tokens of a face. */
  public record TokenCounts(TokenCount accessTokens, TokenCount refreshTokens) {}

  /**
   * A fault as it stands.
   *
   * @param fault what was asked for
   * @param remaining how many calls it will still hit
   * @param held how many calls it holds at the moment
   */
  public record FaultStanding(Fault fault, int remaining, int held) {}

  /**
   * A limit as it stands.
   *
   * @param limit what was asked for
   * @param taken how many calls it has taken
   * @param refused how many it has refused
   */
  public record LimitStanding(CallLimit limit, long taken, long refused) {}

  private final ControlConnection connection;
  private final SandboxClient sandbox;
  private final String name;

  FaceClient(ControlConnection connection, SandboxClient sandbox, String name) {
    this.connection = connection;
    this.sandbox = sandbox;
    this.name = name;
  }

  /** The accounts; the first one exists from the start. */
  public List<User> users() {
    return connection.json("GET", path("/users"), null, new TypeReference<>() {});
  }

  /** Adds an account with an address and a name. */
  public User createUser(String email, String displayName) {
    return createUser(NewUser.of(email, displayName));
  }

  /** Adds an account. */
  public User createUser(NewUser user) {
    return connection.json("POST", path("/users"), user, new TypeReference<>() {});
  }

  /** Stores a file of a user, replacing one at the same path. */
  public void putFile(User user, String filePath, byte[] bytes) {
    put(user, filePath, BodyPublishers.ofByteArray(bytes));
  }

  /**
   * Stores a file of a user from a file of this machine, of any size.
   *
   * @throws FileNotFoundException when there is no such file
   */
  public void putFile(User user, String filePath, Path source) throws FileNotFoundException {
    put(user, filePath, BodyPublishers.ofFile(source));
  }

  /** The bytes of a user's file. */
  public byte[] file(User user, String filePath) {
    return connection
        .send("GET", files(user, filePath), BodyPublishers.noBody(), BodyHandlers.ofByteArray())
        .body();
  }

  /** All files and folders of a user in order of their paths. */
  public List<FaceFiles.Entry> tree(User user) {
    return connection.json("GET", path(user, "/tree"), null, new TypeReference<>() {});
  }

  /** Stores a record of a user and gives it as stored. */
  public ObjectNode createRecord(User user, String type, Map<String, ?> fields) {
    return connection.json("POST", records(user, type), fields, new TypeReference<>() {});
  }

  /** Stores many records of a user in one call, and gives them as stored. */
  public List<ObjectNode> createRecords(
      User user, String type, List<? extends Map<String, ?>> records) {
    return connection.json("POST", records(user, type), records, new TypeReference<>() {});
  }

  /** A user's records of a type, in the order in which they were made. */
  public List<ObjectNode> allRecords(User user, String type) {
    return connection.json("GET", records(user, type), null, new TypeReference<>() {});
  }

  /** Makes an application keep to a secret and to redirect URIs. */
  public void registerApp(String clientId, String secret, List<String> redirectUris) {
    connection.call(
        "PUT",
        path("/apps/" + SandboxClient.encode(clientId)),
        Map.of("secret", secret, "redirectUris", redirectUris));
  }

  /** From now on a person decides on the consent page. */
  public void consentByPage() {
    connection.call("PUT", path("/consent"), Map.of("mode", "page"));
  }

  /** From now on the first account grants access without being asked. */
  public void consentAutomatically() {
    connection.call("PUT", path("/consent"), Map.of("mode", "automatic"));
  }

  /** From now on an account grants access without being asked. */
  public void consentAutomatically(User user) {
    connection.call("PUT", path("/consent"), Map.of("mode", "automatic", "user", user.id()));
  }

  /** From now on access is denied without anyone being asked. */
  public void denyConsent() {
    connection.call("PUT", path("/consent"), Map.of("mode", "deny"));
  }

  /** Ends the time of all access tokens. */
  public void expireAccessTokens() {
    connection.call("POST", path("/tokens/expire"), null);
  }

  /** Ends the time of a user's access tokens. */
  public void expireAccessTokens(User user) {
    connection.call("POST", path("/tokens/expire"), Map.of("user", user.id()));
  }

  /** Revokes all access and refresh tokens. */
  public void revokeTokens() {
    connection.call("POST", path("/tokens/revoke"), null);
  }

  /** Revokes a user's access and refresh tokens. */
  public void revokeTokens(User user) {
    connection.call("POST", path("/tokens/revoke"), Map.of("user", user.id()));
  }

  /** The live tokens. */
  public TokenCounts tokens() {
    return connection.json("GET", path("/tokens"), null, new TypeReference<>() {});
  }

  /** The options in force. */
  public FaceOptions options() {
    return connection.json("GET", path("/options"), null, new TypeReference<>() {});
  }

  /** Changes the options. */
  public void options(FaceOptions options) {
    connection.call("PATCH", path("/options"), options);
  }

  /** Lets something go wrong with the next calls. */
  public void fault(Fault fault) {
    connection.call("POST", path("/faults"), fault);
  }

  /** The faults that wait for calls or hold some. */
  public List<FaultStanding> faults() {
    return connection.json("GET", path("/faults"), null, new TypeReference<>() {});
  }

  /** Lets the calls go on that are held at the moment. */
  public void releaseHolds() {
    connection.call("POST", path("/faults/release"), null);
  }

  /** Removes the faults and lets held calls go on. */
  public void clearFaults() {
    connection.call("DELETE", path("/faults"), null);
  }

  /** From now on there is a limit of calls, which counts from 0. */
  public void limit(CallLimit limit) {
    connection.call("PUT", path("/limit"), limit);
  }

  /** The limit of calls, and how often it refused one. */
  public LimitStanding limit() {
    return connection.json("GET", path("/limit"), null, new TypeReference<>() {});
  }

  /** Removes the limit of calls. */
  public void clearLimit() {
    connection.call("DELETE", path("/limit"), null);
  }

  /** The calls this face has received, in order. */
  public List<Call> calls() {
    return sandbox.calls(name, null);
  }

  /** The calls this face has received at a path, in order. */
  public List<Call> calls(String callPath) {
    return sandbox.calls(name, callPath);
  }

  private void put(User user, String filePath, BodyPublisher bytes) {
    HttpResponse<byte[]> _ =
        connection.send("PUT", files(user, filePath), bytes, BodyHandlers.ofByteArray());
  }

  private String files(User user, String filePath) {
    return path(user, "/files?path=" + SandboxClient.encode(filePath));
  }

  private String records(User user, String type) {
    return path(user, "/records/" + SandboxClient.encode(type));
  }

  private String path(User user, String rest) {
    return path("/users/" + SandboxClient.encode(user.id()) + rest);
  }

  private String path(String rest) {
    return "/" + SandboxClient.encode(name) + rest;
  }
}
