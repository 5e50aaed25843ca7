package dev.valence.connectors.salesforce;

import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is below a folder and has a text in its name: folders first, then files, each in the order
 * of their ids. It asks the records, since Salesforce's search finds whole words only, and not
 * before it has read the files.
 */
final class SalesforceSearch implements Portions<CloudFile> {

  private static final int PORTION = 100;

  private static final Pattern PLACE = Pattern.compile("after(069[A-Za-z0-9]{12,15})?");

  private final SalesforceClient client;
  private final SalesforceFolders folders;
  private final Place within;
  private final @Nullable String text;

  SalesforceSearch(
      SalesforceClient client, SalesforceFolders folders, Place within, @Nullable String text) {
    this.client = client;
    this.folders = folders;
    this.within = within;
    this.text = text;
  }

  @Override
  public Portion<CloudFile> first(int limit) {
    return new Portion<>(folders.all(), "after");
  }

  @Override
  public Portion<CloudFile> at(String place) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw DocumentsErrors.unknownPage(null);
    }
    String after = parts.group(1);
    List<String> conditions = new ArrayList<>();
    if (after != null) {
      conditions.add("Id > " + Soql.quoted(after));
    }
    if (text != null) {
      conditions.add("(" + String.join(" OR ", inName(text)) + ")");
    }
    List<String> ids =
        client
            .query(
                "SELECT Id FROM ContentDocument"
                    + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                    + " ORDER BY Id LIMIT "
                    + PORTION)
            .stream()
            .map(record -> record.path("Id").asText())
            .toList();
    List<CloudFile> found =
        folders.describe(ids).stream().map(folders::file).flatMap(Optional::stream).toList();
    return new Portion<>(found, ids.size() < PORTION ? null : "after" + ids.getLast());
  }

  /** A name is the title, and maybe the extension, so that a text may be in both. */
  private static List<String> inName(String text) {
    List<String> conditions = new ArrayList<>();
    conditions.add("Title LIKE " + Soql.like("%", text, "%"));
    conditions.add("FileExtension LIKE " + Soql.like("%", text, "%"));
    int dot = text.lastIndexOf('.');
    if (dot >= 0) {
      conditions.add(
          "(Title LIKE "
              + Soql.like("%", text.substring(0, dot), "")
              + " AND FileExtension LIKE "
              + Soql.like("", text.substring(dot + 1), "%")
              + ")");
    }
    return conditions;
  }

  /** Whether something in the portions is what is looked for. */
  boolean wanted(CloudFile item) {
    boolean below = within.root() || item.path().startsWith(within.path() + "/");
    return below
        && (text == null
            || item.name().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }
}
