package dev.valence.connectors.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hubs.documents.Change;
import dev.valence.hubs.documents.Changes;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to folders and files, in the order in which Salesforce has noted it, folders
 * before files. What is in the recycle bin was deleted; what was emptied from there is not told any
 * more, as Salesforce does after 15 days.
 */
final class SalesforceChanges {

  /**
   * The place behind a record.
   *
   * @param stamp when it was changed; null for the place before all records
   * @param id the record's
   */
  private record Mark(@Nullable String stamp, String id) {

    private static final String FORM = "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)?";
    private static final Mark START = new Mark(null, "");

    static Mark behind(JsonNode record) {
      return new Mark(
          record.path("SystemModstamp").asText().replace("+0000", "Z"), record.path("Id").asText());
    }

    String text() {
      return (stamp == null ? "" : stamp) + "~" + id;
    }
  }

  /**
   * The places in both kinds of records.
   *
   * @param begun the stamp behind which deletions are told; null for all. Who asks for everything
   *     that there is does not want to know what was deleted before
   */
  private record Position(@Nullable String begun, Mark folders, Mark files) {

    private static final Pattern TEXT =
        Pattern.compile(
            Mark.FORM
                + "~"
                + Mark.FORM
                + "~((?:07H\\w{12,15})?)~"
                + Mark.FORM
                + "~((?:069\\w{12,15})?)");

    String text() {
      return (begun == null ? "" : begun) + "~" + folders.text() + "~" + files.text();
    }

    /** Whether a record is told that is in the recycle bin. */
    boolean tellsDeletion(Mark record) {
      return begun == null || (record.stamp() != null && record.stamp().compareTo(begun) > 0);
    }

    Position behindFolder(Mark mark) {
      return new Position(begun, mark, files);
    }

    Position behindFile(Mark mark) {
      return new Position(begun, folders, mark);
    }

    static Optional<Position> parse(String text) {
      Matcher parts = TEXT.matcher(text);
      return parts.matches()
          ? Optional.of(
              new Position(
                  parts.group(1),
                  new Mark(parts.group(2), parts.group(3)),
                  new Mark(parts.group(4), parts.group(5))))
          : Optional.empty();
    }
  }

  private final SalesforceClient client;
  private final SalesforceTree tree;

  SalesforceChanges(SalesforceClient client, SalesforceTree tree) {
    this.client = client;
    this.tree = tree;
  }

  /** The cursor of what happens from now on. */
  String latest() {
    return new Position(null, last("ContentFolder"), last("ContentDocument")).text();
  }

  private Mark last(String object) {
    return client
        .query(
            "/queryAll",
            "SELECT Id, SystemModstamp FROM "
                + object
                + " ORDER BY SystemModstamp DESC, Id DESC LIMIT 1")
        .stream()
        .findFirst()
        .map(Mark::behind)
        .orElse(Mark.START);
  }

  /** A part of what has happened since a cursor. */
  Changes since(@Nullable String cursor, PageRequest request) {
    Position position = beginning(cursor, request);
    SalesforceFolders folders = new SalesforceFolders(client, tree);
    List<Change> changes = new ArrayList<>();
    boolean readFolders = false;
    while (changes.size() < request.size()) {
      int wanted = Math.min(request.size() - changes.size(), SalesforceFolders.MOST_AT_ONCE);
      List<JsonNode> records =
          readFolders
              ? records("ContentDocument", position.files(), wanted)
              : records("ContentFolder", position.folders(), wanted);
      if (readFolders) {
        addFiles(changes, position, records, folders);
      } else {
        addFolders(changes, position, records, folders);
      }
      if (!records.isEmpty()) {
        Mark mark = Mark.behind(records.getLast());
        position = readFolders ? position.behindFile(mark) : position.behindFolder(mark);
      }
      if (records.size() < wanted && readFolders) {
        String end = new Position(null, position.folders(), position.files()).text();
        return new Changes(changes, null, end);
      }
      readFolders |= records.size() < wanted;
    }
    return new Changes(changes, position.text(), null);
  }

  private Position beginning(@Nullable String cursor, PageRequest request) {
    if (request.next() != null) {
      return Position.parse(request.next()).orElseThrow(() -> DocumentsErrors.unknownPage(null));
    }
    if (cursor != null) {
      return Position.parse(cursor).orElseThrow(() -> DocumentsErrors.unknownCursor(null));
    }
    String begun =
        Stream.of(last("ContentFolder"), last("ContentDocument"))
            .flatMap(mark -> Stream.ofNullable(mark.stamp()))
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new Position(begun, Mark.START, Mark.START);
  }

  private List<JsonNode> records(String object, Mark behind, int limit) {
    List<String> conditions = new ArrayList<>();
    if (object.equals("ContentDocument")) {
      conditions.add("OwnerId = " + Soql.quoted(tree.userId()));
    }
    if (behind.stamp() != null) {
      conditions.add(
          "(SystemModstamp > %1$s OR (SystemModstamp = %1$s AND Id > %2$s))"
              .formatted(behind.stamp(), Soql.quoted(behind.id())));
    }
    return client.query(
        "/queryAll",
        "SELECT Id, IsDeleted, SystemModstamp FROM "
            + object
            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
            + " ORDER BY SystemModstamp, Id LIMIT "
            + limit);
  }

  private void addFolders(
      List<Change> changes, Position position, List<JsonNode> records, SalesforceFolders folders) {
    for (JsonNode record : records) {
      String id = record.path("Id").asText();
      if (!record.path("IsDeleted").asBoolean()) {
        folders.folder(id).map(Change.Changed::new).ifPresent(changes::add);
      } else if (position.tellsDeletion(Mark.behind(record))) {
        changes.add(new Change.Deleted(id, null));
      }
    }
  }

  private void addFiles(
      List<Change> changes, Position position, List<JsonNode> records, SalesforceFolders folders) {
    Map<String, JsonNode> described = new HashMap<>();
    folders
        .describe(
            records.stream()
                .filter(record -> !record.path("IsDeleted").asBoolean())
                .map(record -> record.path("Id").asText())
                .toList())
        .forEach(file -> described.put(file.path("id").asText(), file));
    for (JsonNode record : records) {
      String id = record.path("Id").asText();
      JsonNode file = described.get(id);
      if (file != null) {
        folders.file(file).map(Change.Changed::new).ifPresent(changes::add);
      } else if (position.tellsDeletion(Mark.behind(record))) {
        // In the recycle bin, or deleted since the query.
        changes.add(new Change.Deleted(id, null));
      }
    }
  }
}
