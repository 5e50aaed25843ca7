package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
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
final class SalesforceFolderListing implements Portions<SalesforceFolderListing.Entry> {

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

  private static final Pattern PLACE = Pattern.compile("([fu])(\\d{1,7})");

  private final SalesforceClient client;
  private final Place folder;

  SalesforceFolderListing(SalesforceClient client, Place folder) {
    this.client = client;
    this.folder = folder;
  }

  /** A page of the items. */
  Page<CloudFile> page(PageRequest request) {
    Page<Entry> page = ExactPages.page(request, this, Entry::wanted, Integer.MAX_VALUE);
    return new Page<>(page.items().stream().map(this::item).toList(), page.next());
  }

  /** All items. */
  List<CloudFile> all() {
    List<CloudFile> items = new ArrayList<>();
    ExactPages.Progress progress = new ExactPages.Progress();
    String place = null;
    while (true) {
      Portion<Entry> portion = place == null ? filed(0) : at(place);
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

  @Override
  public Portion<Entry> first(int limit) {
    return filed(0);
  }

  @Override
  public Portion<Entry> at(String place) {
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
