package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.microsoft.Item.Revision;
import java.util.ArrayList;
import java.util.List;

/** What the bytes of a file were before. */
final class Revisions {

  private Revisions() {}

  static Answer answer(DriveCall call) {
    Item file = call.node().item();
    if (file.content() == null) {
      throw ApiException.invalidRequest("Folders have no versions.");
    }
    List<Revision> all = new ArrayList<>(file.earlier());
    all.add(file.latest());
    List<String> parts = call.action();
    if (parts.size() == 1) {
      call.require("GET");
      ObjectNode body = Json.object();
      ArrayNode value = body.putArray("value");
      all.reversed().forEach(revision -> value.add(describe(call.json(), revision)));
      return Answer.json(200, body);
    }
    Revision revision =
        all.stream()
            .filter(one -> one.id().equals(parts.get(1)))
            .findFirst()
            .orElseThrow(ApiException::notFound);
    boolean current = revision.number() == all.size();
    String part = parts.size() == 2 ? "" : parts.get(2);
    if (part.isEmpty()) {
      call.require("GET");
      return Answer.json(200, describe(call.json(), revision));
    }
    if (part.equals("content")) {
      return content(call, file, revision, current);
    }
    if (part.equals(call.resource().named("restoreVersion"))) {
      return restore(call, file, revision, current);
    }
    throw ApiException.invalidRequest("Resource not found for the segment '" + part + "'.");
  }

  private static Answer content(DriveCall call, Item file, Revision revision, boolean current) {
    call.require("GET");
    if (current) {
      throw ApiException.invalidRequest("You cannot get the content of the current version.");
    }
    return Answer.redirect(call.json().downloadUrl(file, Rendition.revision(revision.id())));
  }

  private static Answer restore(DriveCall call, Item file, Revision revision, boolean current) {
    call.require("POST");
    if (current) {
      throw ApiException.invalidRequest("The current version cannot be restored.");
    }
    call.drive().restore(file.id(), revision.id());
    return Answer.empty(204);
  }

  private static ObjectNode describe(DriveJson json, Revision revision) {
    ObjectNode version =
        Json.object()
            .put("id", revision.id())
            .put("lastModifiedDateTime", revision.modified().toString())
            .put("size", revision.content().size());
    version.set("lastModifiedBy", json.identity());
    return version;
  }
}
