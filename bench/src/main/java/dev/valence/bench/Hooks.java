package dev.valence.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.script.Script;
import dev.valence.script.ScriptCall;
import java.util.Map;

/** Hooks as element definitions have them. */
public final class Hooks {

  private static final int OBJECTS = 50;

  /** What a hook does that adds a header. */
  public static final Script SMALL =
      new Script(
          "a small hook",
          """
          request_vendor_headers['X-Signature'] = request_path.split('/')[2];
          done({request_vendor_headers});
          """,
          false);

  /** Reshapes a list of objects, in some thirty lines. */
  public static final Script TYPICAL = new Script("a typical hook", typical(), false);

  /** The same, with a library. */
  public static final Script WITH_LIBRARY =
      new Script(
          "a hook with lodash",
          """
          const _ = require('lodash');
          done({response_body: _.filter(response_body, (one) => !_.isEmpty(one.tags))});
          """,
          false);

  private Hooks() {}

  /** A typical hook that was never seen before. */
  public static Script unseen(long number) {
    return new Script("an unseen hook", typical() + "\n// " + number, false);
  }

  /** A call for an organization, with a list of 50 objects. */
  public static ScriptCall call(long organization) {
    JsonNode body = objects();
    ObjectNode headers = JsonNodeFactory.instance.objectNode().put("Accept", "application/json");
    return new ScriptCall(
        organization,
        Map.of(
            "response_body", () -> body,
            "response_iserror", () -> JsonNodeFactory.instance.booleanNode(false),
            "request_path", () -> JsonNodeFactory.instance.textNode("/hubs/crm/contacts"),
            "request_vendor_headers", () -> headers),
        request -> {
          throw new IllegalStateException("These hooks make no calls.");
        });
  }

  private static ArrayNode objects() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < OBJECTS; i++) {
      ObjectNode one = all.addObject();
      one.put("id", i).put("first", "Ann" + i).put("last", "Example");
      one.put("email", "Ann" + i + "@Example.org").put("created", 1_600_000_000_000L + i);
      one.putArray("tags").add("new").add("x-internal").add("customer");
      one.putObject("address").put("street", "1 Main Street").putNull("zip").put("city", "Basel");
    }
    return all;
  }

  private static String typical() {
    return """
    if (response_iserror) {
      done();
      return;
    }
    var out = [];
    var seen = {};
    for (var i = 0; i < response_body.length; i++) {
      var item = response_body[i];
      if (!item || item.deleted) {
        continue;
      }
      var contact = {
        id: String(item.id),
        name: (item.first + ' ' + item.last).trim(),
        email: item.email ? item.email.toLowerCase() : null
      };
      if (item.created) {
        contact.createdDate = new Date(item.created).toISOString();
      }
      contact.tags = (item.tags || [])
        .filter(function (tag) { return tag.indexOf('x-') !== 0; })
        .map(function (tag) { return tag.toUpperCase(); });
      contact.address = {};
      Object.keys(item.address || {}).forEach(function (key) {
        if (item.address[key] !== null) {
          contact.address[key] = item.address[key];
        }
      });
      if (!seen[contact.email]) {
        seen[contact.email] = true;
        out.push(contact);
      }
    }
    done({response_body: out, response_status_code: 200});
    """;
  }
}
