package dev.valence.hubs.social;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ConnectedAccount;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.sandbox.face.FaceOptions;
import dev.valence.sandbox.face.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An account of the sandbox's Instagram that is connected with one of the elements. */
final class ConnectedInstagram extends ConnectedAccount {

  private static final int SIXTY_DAYS_SECONDS = 5_184_000;

  private final Map<String, String> settings;

  /**
   * @param key the element's
   * @param settings what the instance is connected with
   */
  ConnectedInstagram(String key, Map<String, String> settings) {
    super(key, "instagram");
    this.settings = settings;
  }

  @Override
  public HubCaller emptied() {
    HubCaller caller = connected(settings);
    engine.provision(this);
    sandbox().clearCalls();
    return caller;
  }

  /** Publishes pictures at the vendor, of which the last one is the newest; gives their records. */
  List<ObjectNode> publish(int pictures) {
    return IntStream.rangeClosed(1, pictures)
        .mapToObj(number ->
            record(
                "media",
                Map.of(
                    "caption",
                    "Picture " + number,
                    "timestamp",
                    "2026-11-%02dT08:00:00+0000".formatted(number))))
        .toList();
  }

  /** Stores something of the account's at the vendor. */
  ObjectNode record(String type, Map<String, ?> fields) {
    return vendor().createRecord(user(), type, fields);
  }

  /** Another account at the vendor. */
  User somebody() {
    return vendor().createUser("bea@example.com", "Bea");
  }

  /** Lets the vendor use some of its known forms. */
  void variants(Map<String, String> variants) {
    vendor().options(new FaceOptions(SIXTY_DAYS_SECONDS, false, false, variants));
  }

  void pass(Duration time) {
    sandbox().advanceClock(time);
  }
}
