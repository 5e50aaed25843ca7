package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what changed in a drive: first everything that there is, then what happened since. Who is
 * still at the first hears of what changes meanwhile, which may be of the same item once more.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/driveitem-delta">driveItem: delta</a>
 */
final class Changes {

  private static final Pattern IN_PATH = Pattern.compile("[^(]*\\(token='(.*)'\\)");
  private static final String LATEST = "latest";

  private final InstantSource clock;

  Changes(InstantSource clock) {
    this.clock = clock;
  }

  Answer answer(DriveCall call, boolean emptyPages) {
    call.require("GET");
    if (call.node().item().parentId() != null) {
      throw ApiException.invalidRequest("Changes are told of the root of a drive only.");
    }
    Drive drive = call.drive();
    Instant now = clock.instant();
    String url = call.url().replaceFirst("\\([^)]*\\)$", "");
    String text = token(call);
    if (LATEST.equals(text)) {
      return page(
          Json.MAPPER.createArrayNode(), "@odata.deltaLink", url, at(drive.sequence(), call));
    }
    DeltaToken token =
        text == null || text.isEmpty()
            ? new DeltaToken(drive.id(), 0, drive.sequence(), now.getEpochSecond(), false)
            : DeltaToken.read(text);
    if (!token.isOf(drive, now)) {
      throw ApiException.resyncRequired(url);
    }
    ArrayNode value = Json.MAPPER.createArrayNode();
    if (token.pauseDue()) {
      return page(value, "@odata.nextLink", url, next(token, token.sequence(), false));
    }
    Drive.Changes changes = drive.changes(token.sequence(), Listing.top(call.query().get("top")));
    for (Drive.Changed changed : changes.items()) {
      changed
          .node()
          .map(node -> withoutPath(call.json().select(call.json().item(node), call.query())))
          .or(() ->
              token.sequence() < token.first()
                  ? Optional.empty()
                  : Optional.of(call.json().deleted(changed.item())))
          .ifPresent(value::add);
    }
    return changes.more()
        ? page(value, "@odata.nextLink", url, next(token, changes.sequence(), emptyPages))
        : page(value, "@odata.deltaLink", url, at(changes.sequence(), call));
  }

  private static @Nullable String token(DriveCall call) {
    Matcher inPath = IN_PATH.matcher(call.address().action());
    return inPath.matches() ? Names.decode(inPath.group(1)) : call.query().get("token");
  }

  private DeltaToken at(int sequence, DriveCall call) {
    return new DeltaToken(call.drive().id(), sequence, 0, clock.instant().getEpochSecond(), false);
  }

  private static DeltaToken next(DeltaToken token, int sequence, boolean pause) {
    return new DeltaToken(token.driveId(), sequence, token.first(), token.issued(), pause);
  }

  private static Answer page(ArrayNode value, String link, String url, DeltaToken token) {
    ObjectNode body = Json.object();
    body.set("value", value);
    return Answer.json(200, body.put(link, url + "?token=" + token.text()));
  }

  /** A change does not tell where the item is but by its folder. */
  static ObjectNode withoutPath(ObjectNode item) {
    if (item.path("parentReference") instanceof ObjectNode parent) {
      parent.remove("path");
    }
    return item;
  }
}
