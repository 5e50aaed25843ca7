package dev.valence.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.objects.ObjectQuery;
import dev.valence.hubs.objects.ObjectsErrors;
import dev.valence.hubs.objects.ObjectsHub;
import dev.valence.hubs.objects.ObjectsOperation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a hub of objects: from checked parameters to the connector's method, and from what it
 * gives to the hub's answer.
 *
 * @param hub the account
 * @param elementKey the key of the account's element
 * @param object the vendor's name of the object; null for a call that is of none
 * @param arguments the checked parameters
 */
record ObjectsCalls(
    ObjectsHub hub, String elementKey, @Nullable String object, Arguments arguments) {

  HubAnswer answer(ObjectsOperation operation) {
    return switch (operation) {
      case PING -> ping();
      case LIST -> list();
    };
  }

  private HubAnswer ping() {
    hub.ping();
    return HubAnswer.alive(elementKey);
  }

  private HubAnswer list() {
    if (arguments.text("where").filter(condition -> !condition.isBlank()).isPresent()) {
      throw ObjectsErrors.noConditions();
    }
    ObjectQuery query =
        ObjectQuery.parse(
            String.valueOf(object),
            arguments.text("fields").orElse(""),
            arguments.text("orderBy").orElse(""));
    HubAnswer answer =
        new ListCall(arguments, hub.maximumPageSize())
            .page(page -> hub.list(query, page), Function.<ObjectNode>identity()::apply);
    return arguments.flag("returnCount") ? answer.withTotal(hub.count(query)) : answer;
  }
}
