package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Html;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The documents of Dropbox Paper. They cannot be downloaded but only exported. Here every file
 * whose name ends in {@code .paper} is one; its bytes are its text in Markdown.
 */
final class Paper {

  private static final List<String> FORMATS = List.of("html", "markdown");

  private Paper() {}

  static boolean isPaper(FileEntry file) {
    return PathRules.extension(file.path()).equals("paper");
  }

  static Map<String, Route> routes() {
    return Map.of("files/export", Route.download("files.content.read", Paper::export));
  }

  /** Says in the metadata of a document how it can be exported. */
  static void describe(ObjectNode metadata) {
    ObjectNode info = metadata.putObject("export_info").put("export_as", FORMATS.getFirst());
    FORMATS.forEach(info.putArray("export_options")::add);
  }

  private static Answer export(Session session, Arguments arguments, Request request)
      throws IOException {
    String reference = PathRules.path(arguments, "path", PathRules.READ);
    String format = arguments.optionalText("export_format", PathRules.ANY);
    arguments.end();
    if (!(Lookup.existing(session.tree(), reference, "path") instanceof FileEntry file)) {
      throw Lookup.failure("path", "not_file");
    }
    if (!isPaper(file)) {
      throw ApiException.EndpointError.of(List.of("non_exportable"));
    }
    if (format != null && !FORMATS.contains(format)) {
      throw ApiException.EndpointError.of(List.of("invalid_export_format"));
    }
    boolean markdown = "markdown".equals(format);
    String text = Files.readString(file.content().file(), StandardCharsets.UTF_8);
    byte[] bytes = (markdown ? text : html(text)).getBytes(StandardCharsets.UTF_8);
    String stem = PathRules.name(file.path()).replaceFirst("\\.[^.]*$", "");
    ObjectNode result = Json.object();
    result
        .putObject("export_metadata")
        .put("name", stem + (markdown ? ".md" : ".html"))
        .put("size", bytes.length)
        .put("export_hash", ContentHash.of(new ByteArrayInputStream(bytes)));
    result.set("file_metadata", Metadata.plain(file));
    return new Answer(
            200,
            Map.of("Content-Type", "application/octet-stream"),
            new Answer.Content.Bytes(Buffer.buffer(bytes)))
        .with(HeaderJson.result(result));
  }

  private static String html(String markdown) {
    return Pattern.compile("\\R{2,}")
        .splitAsStream(markdown.strip())
        .map(paragraph -> "<p>" + Html.escape(paragraph) + "</p>\n")
        .collect(Collectors.joining("", "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n", ""));
  }
}
