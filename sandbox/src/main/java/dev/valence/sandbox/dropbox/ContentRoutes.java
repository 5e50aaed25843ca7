package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.dropbox.Entry.FolderEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ByteRange;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The functions that give bytes: of files, of folders as archives, of images made smaller. */
final class ContentRoutes {

  private static final String SCOPE = "files.content.read";
  private static final long LARGEST_IMAGE_BYTES = 20L * 1024 * 1024;

  private final DropboxFiles files;
  private final SharedLinks links;
  private final TemporaryLinks temporaryLinks;

  ContentRoutes(DropboxFiles files, SharedLinks links, TemporaryLinks temporaryLinks) {
    this.files = files;
    this.links = links;
    this.temporaryLinks = temporaryLinks;
  }

  Map<String, Route> routes() {
    return Map.of(
        "files/download", Route.download(SCOPE, ContentRoutes::download),
        "files/download_zip", Route.download(SCOPE, this::downloadZip),
        "files/get_thumbnail_v2", Route.download(SCOPE, this::thumbnail),
        "files/get_temporary_link", Route.rpc(SCOPE, this::temporaryLink),
        "sharing/get_shared_link_file", Route.download("sharing.read", this::linkedFile));
  }

  private static Answer download(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    String revision = arguments.optionalText("rev", PathRules.REVISION);
    arguments.end();
    FileEntry file = file(session, revision == null ? reference : "rev:" + revision);
    if (Paper.isPaper(file)) {
      throw ApiException.EndpointError.of(List.of("unsupported_file"));
    }
    return bytes(file, request).with(HeaderJson.result(Metadata.plain(file)));
  }

  private static Answer bytes(FileEntry file, Request request) {
    return ByteRange.answer(
            request.header("range"),
            "application/octet-stream",
            file.content().file(),
            file.content().size())
        .with(
            Map.of(
                "ETag",
                "W/\"" + file.revision() + "\"",
                "Accept-Ranges",
                "bytes",
                "Cache-Control",
                "no-cache"));
  }

  private Answer downloadZip(Session session, Arguments arguments, Request request)
      throws IOException {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    arguments.end();
    Existing found = Lookup.existing(session.tree(), reference, "path");
    if (!(found instanceof FolderEntry folder)) {
      throw Lookup.failure("path", "not_folder");
    }
    if (session.tree().below(folder.path()).size() > FolderArchive.MOST_ENTRIES) {
      throw ApiException.EndpointError.of(List.of("too_many_files"));
    }
    Path archive = FolderArchive.write(session.tree(), folder, files.newFile());
    ObjectNode result = Json.object();
    result.set("metadata", Metadata.plain(folder));
    return Answer.file(200, "application/zip", archive, 0, Files.size(archive))
        .with(HeaderJson.result(result));
  }

  private Answer thumbnail(Session session, Arguments arguments, Request request)
      throws IOException {
    Arguments.Tagged resource = arguments.union("resource", List.of("path", "link"));
    Thumbnail thumbnail = Thumbnail.read(arguments);
    FileEntry file =
        resource.tag().equals("path")
            ? file(session, arguments.textOf("resource", resource, PathRules.READ))
            : linkedImage(arguments.struct("resource"));
    arguments.allow("exclude_media_info").end();
    if (!Thumbnail.isFor(file.path())) {
      throw ApiException.EndpointError.of(List.of("unsupported_extension"));
    }
    if (!thumbnail.writable()) {
      throw ApiException.EndpointError.of(List.of("conversion_error"));
    }
    byte[] image =
        file.content().size() > LARGEST_IMAGE_BYTES ? null : thumbnail.of(file.content().file());
    if (image == null) {
      throw ApiException.EndpointError.of(List.of("unsupported_image"));
    }
    ObjectNode result = Json.object();
    result.set("file_metadata", Metadata.plain(file));
    return new Answer(
            200,
            Map.of("Content-Type", "image/" + thumbnail.format()),
            new Answer.Content.Bytes(Buffer.buffer(image)))
        .with(HeaderJson.result(result));
  }

  private FileEntry linkedImage(Arguments link) {
    String url = link.text("url", PathRules.ANY);
    link.allow("path", "password").end();
    return links
        .find(url)
        .flatMap(SharedLinks.Found::file)
        .orElseThrow(() -> ApiException.EndpointError.of(List.of("not_found")));
  }

  private Answer temporaryLink(Session session, Arguments arguments, Request request) {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    arguments.end();
    FileEntry file = file(session, reference);
    if (Paper.isPaper(file)) {
      throw ApiException.EndpointError.of(List.of("unsupported_file"));
    }
    ObjectNode result = Json.object();
    result.set("metadata", Metadata.plain(file));
    return Answer.json(200, result.put("link", temporaryLinks.url(file, request)));
  }

  private Answer linkedFile(Session session, Arguments arguments, Request request) {
    SharedLinks.Found found = LinkRoutes.read(links, arguments);
    FileEntry file =
        found
            .file()
            .orElseThrow(() -> ApiException.EndpointError.of(List.of("shared_link_is_directory")));
    return bytes(file, request)
        .with(HeaderJson.result(LinkJson.of(found, session.user(), links.address(request))));
  }

  private static FileEntry file(Session session, String reference) {
    if (!(Lookup.existing(session.tree(), reference, "path") instanceof FileEntry file)) {
      throw Lookup.failure("path", "not_file");
    }
    return file;
  }
}
