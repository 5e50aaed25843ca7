package dev.valence.connectors.dropbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.connectors.ConnectedAccount;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubCall;
import dev.valence.sandbox.Call;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** A call of the hub with a body of JSON; names and values of query parameters in turn. */
  HubAnswer send(String method, String path, Object body, String... query) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      parameters.put(query[i], List.of(query[i + 1]));
    }
    byte[] json = new ObjectMapper().valueToTree(body).toString().getBytes(UTF_8);
    return engine.call(
        this,
        new HubCall(
            method,
            path,
            parameters,
            Map.of(),
            new HubCall.Body(new ByteArrayInputStream(json), json.length, "application/json")));
  }
}
