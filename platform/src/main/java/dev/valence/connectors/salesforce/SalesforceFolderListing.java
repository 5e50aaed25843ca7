package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.RecentItems;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The items of a folder. The root's are what Salesforce has in its root folder, and all files that
 * are in no folder, which are among all of the user's.
 */
final class SalesforceFolderListing {

  /**
   * Something in a portion.
   *
   * @param folder whether it is a folder
   * @param json the file or the folder as the Connect API describes it
   * @param wanted whether it is one of the items: every file that is in no folder is told with all
   *     of the user's, and only there
   */
  record Entry(boolean folder, JsonNode json, boolean wanted) {}

  /** The most items that Salesforce gives at once. */
  private static final int PORTION = 100;

  private static final String FIRST = "f0";

  private static final Pattern PLACE = Pattern.compile("([fu])(\\d{1,7})");

  private final SalesforceClient client;
  private final Place folder;

  SalesforceFolderListing(SalesforceClient client, Place folder) {
    this.client = client;
    this.folder = folder;
  }

  /**
   * A page of the items. Salesforce counts pages, so that what is added before the next one moves
   * the items on: it begins with those that were not given.
   */
  Page<CloudFile> page(PageRequest request) {
    Position position = request.nextPage().map(Position::parse).orElseGet(Position::first);
    RecentItems given = position.given();
    String place = position.place();
    List<CloudFile> items = new ArrayList<>();
    ExactPages.Progress progress = new ExactPages.Progress();
    while (true) {
      Portion<Entry> portion = at(place);
      for (Entry entry : portion.items()) {
        String id = entry.json().path("id").asText();
        if (entry.wanted() && !given.contains(id)) {
          if (items.size() == request.size()) {
            return new Page<>(items, new Position(place, given).text());
          }
          items.add(item(entry));
          given.add(id);
        }
      }
      String next = portion.next();
      if (next == null) {
        return new Page<>(items, null);
      }
      progress.require(place, next, portion.items().isEmpty());
      place = next;
      if (items.size() == request.size()) {
        return new Page<>(items, new Position(place, given).text());
      }
    }
  }

  /**
   * Where a page begins.
   *
   * @param place the portion's
   * @param given the last items that were given
   */
  private record Position(String place, RecentItems given) {

    static Position first() {
      return new Position(FIRST, RecentItems.none());
    }

    /** The text form: {@code <place>.<items>}. */
    String text() {
      return place + "." + given.text();
    }

    static Position parse(String text) {
      int dot = text.indexOf('.');
      return RecentItems.parse(text.substring(dot + 1))
          .filter(items -> dot > 0)
          .map(items -> new Position(text.substring(0, dot), items))
          .orElseThrow(() -> DocumentsErrors.unknownPage(null));
    }
  }

  /** All items. */
  List<CloudFile> all() {
    List<CloudFile> items = new ArrayList<>();
    ExactPages.Progress progress = new ExactPages.Progress();
    String place = FIRST;
    while (true) {
      Portion<Entry> portion = at(place);
      portion.items().stream().filter(Entry::wanted).map(this::item).forEach(items::add);
      if (portion.next() == null) {
        return items;
      }
      progress.require(place, portion.next(), portion.items().isEmpty());
      place = portion.next();
    }
  }

  private CloudFile item(Entry entry) {
    return entry.folder()
        ? SalesforceItems.folder(entry.json(), folder)
        : SalesforceItems.file(entry.json(), folder);
  }

  private Portion<Entry> at(String place) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches() || (parts.group(1).equals("u") && !folder.root())) {
      throw DocumentsErrors.unknownPage(null);
    }
    int page = Integer.parseInt(parts.group(2));
    return parts.group(1).equals("u") ? unfiled(page) : filed(page);
  }

  private Portion<Entry> filed(int page) {
    JsonNode portion = portion("/connect/folders/" + folder.id() + "/items", page);
    String next = hasNext(portion) ? "f" + (page + 1) : folder.root() ? "u0" : null;
    return new Portion<>(
        SalesforceClient.items(portion, "items").stream().map(this::entry).toList(), next);
  }

  private Entry entry(JsonNode item) {
    boolean directory = item.path("type").asText().equals("Folder");
    JsonNode json = item.path(directory ? "folder" : "file");
    return new Entry(
        directory, json, directory || !folder.root() || !SalesforceTree.isUnfiled(json));
  }

  private Portion<Entry> unfiled(int page) {
    JsonNode portion = portion("/connect/files/users/me", page);
    return new Portion<>(
        SalesforceClient.items(portion, "files").stream()
            .map(file -> new Entry(false, file, SalesforceTree.isUnfiled(file)))
            .toList(),
        hasNext(portion) ? "u" + (page + 1) : null);
  }

  private JsonNode portion(String resource, int page) {
    return client.get(
        resource,
        Map.of("page", String.valueOf(page), "pageSize", String.valueOf(PORTION)),
        Map.of());
  }

  private static boolean hasNext(JsonNode portion) {
    return !portion.path("nextPageUrl").asText("").isEmpty();
  }
}
