package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.util.List;

/** The Connect API: {@code connect} and {@code chatter}; and the space that files take. */
final class Connect {

  private static final long MEGABYTE = 1024 * 1024;

  private final ContentBytes bytes;
  private final Feeds feeds;
  private final PublicLinks links;
  private final ConnectFiles files;
  private final ConnectFolders folders;
  private final Chatter chatter;

  Connect(
      Schema schema,
      RecordStore records,
      Contents contents,
      ContentFolders contentFolders,
      ContentBytes bytes,
      Feeds feeds,
      PublicLinks links) {
    this.bytes = bytes;
    this.feeds = feeds;
    this.links = links;
    ConnectJson json = new ConnectJson(contents, contentFolders, records);
    files =
        new ConnectFiles(
            contents,
            contentFolders,
            bytes,
            json,
            new FileShares(schema, contents, records, json, links));
    folders = new ConnectFolders(contents, contentFolders, files, json);
    chatter = new Chatter(schema, feeds, contents, records, json);
  }

  Answer answer(Call call, Hosts hosts) throws IOException {
    List<String> resource = call.resource();
    if (resource.getFirst().equals("chatter")) {
      return chatter.answer(call);
    }
    return switch (resource.size() > 1 ? resource.get(1) : "") {
      case "files" -> files.answer(call, hosts);
      case "folders" -> folders.answer(call);
      default -> throw RestException.notFound();
    };
  }

  /** The page behind a public link. */
  Answer page(Request request) throws IOException {
    return links.page(request);
  }

  /** How many megabytes there are for files, and how many are left. */
  ObjectNode storage() {
    long most = bytes.mostBytes() / MEGABYTE;
    return Json.object()
        .put("Max", most)
        .put("Remaining", Math.max(0, most - bytes.total() / MEGABYTE));
  }

  void reset() throws IOException {
    bytes.reset();
    feeds.reset();
    links.reset();
  }
}
