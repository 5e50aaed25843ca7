package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.ExactPages;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.Change;
import dev.valence.hubs.documents.Changes;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Search;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Calls that list items (contract, core 5.0 and 5.1). What a vendor cannot select or put in order
 * is done here.
 *
 * @param account the account
 * @param arguments the checked parameters
 * @param items the form of an item
 */
record DocumentsLists(DocumentsAccount account, Arguments arguments, DocumentsItems items) {

  /** A call does not read on for ever while nothing of a long list is wanted. */
  private static final int MOST_PORTIONS = 50;

  private static final String LATEST = "latest";

  HubAnswer contents() {
    FileReference folder = DocumentsAccount.reference(arguments);
    ItemSelection selection = ItemSelection.of(arguments, Optional.empty());
    return answer(page -> hub().list(folder, page), selection);
  }

  HubAnswer search() {
    Optional<String> text = arguments.text("text").filter(sent -> !sent.isBlank());
    Search search = new Search(DocumentsAccount.reference(arguments), text.orElse(null));
    ItemSelection selection = ItemSelection.of(arguments, text);
    return answer(page -> hub().search(search, page), selection);
  }

  HubAnswer changes() {
    Optional<Instant> since = ItemSelection.moment(arguments, "startDate");
    Optional<String> cursor = arguments.text("cursor").filter(sent -> !sent.isBlank());
    if (cursor.filter(LATEST::equalsIgnoreCase).isPresent()) {
      return HubAnswer.json(JsonNodeFactory.instance.arrayNode()).withCursor(hub().latestCursor());
    }
    int size =
        Math.min(arguments.number("pageSize", PageRequest.DEFAULT_SIZE), hub().maximumPageSize());
    Changes changes =
        hub()
            .changes(
                cursor.orElse(null),
                new PageRequest(size, arguments.text("nextPage").orElse(null)));
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    changes.items().stream()
        .filter(change ->
            since.isEmpty()
                || !(change instanceof Change.Changed(CloudFile item))
                || item.modifiedDate() == null
                || !item.modifiedDate().isBefore(since.get()))
        .map(this::json)
        .forEach(answer::add);
    return new HubAnswer(200, new HubAnswer.Json(answer), null, changes.next())
        .withCursor(changes.cursor());
  }

  private HubAnswer answer(Function<PageRequest, Page<CloudFile>> source, ItemSelection selection) {
    boolean tags = arguments.flag("fetchTags") || selection.needsTags();
    Function<PageRequest, Page<CloudFile>> known =
        tags
            ? request -> {
              Page<CloudFile> page = source.apply(request);
              return new Page<>(new ItemNotes(account).of(page.items()), page.next());
            }
            : source;
    return new ListCall(arguments, Math.min(hub().maximumPageSize(), PageRequest.MAXIMUM_SIZE))
        .answer(selected(known, selection), items::json);
  }

  private Function<PageRequest, Page<CloudFile>> selected(
      Function<PageRequest, Page<CloudFile>> source, ItemSelection selection) {
    if (selection.order().isPresent()) {
      ItemOrder order = selection.order().get();
      return request -> order.page(request, portions(source), selection::wants);
    }
    return selection.everything()
        ? source
        : request -> ExactPages.page(request, portions(source), selection::wants, MOST_PORTIONS);
  }

  /** Reads a list in the largest pages that the vendor gives. */
  private Portions<CloudFile> portions(Function<PageRequest, Page<CloudFile>> source) {
    int size = Math.min(hub().maximumPageSize(), PageRequest.MAXIMUM_SIZE);
    return new Portions<>() {
      @Override
      public Portion<CloudFile> first(int limit) {
        return portion(new PageRequest(size, null));
      }

      @Override
      public Portion<CloudFile> at(String place) {
        return portion(new PageRequest(size, place));
      }

      private Portion<CloudFile> portion(PageRequest request) {
        Page<CloudFile> page = source.apply(request);
        return new Portion<>(page.items(), page.next());
      }
    };
  }

  private JsonNode json(Change change) {
    return switch (change) {
      case Change.Changed(CloudFile item) -> items.json(item);
      case Change.Deleted deleted -> {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", deleted.id());
        yield json.put("path", deleted.path()).put("deleted", true);
      }
    };
  }

  private DocumentsHub hub() {
    return account.hub();
  }
}
