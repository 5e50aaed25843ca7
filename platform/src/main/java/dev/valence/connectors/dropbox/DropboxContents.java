package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ResumingStream;
import dev.valence.connectors.VerifiedStream;
import dev.valence.egress.EgressResponse;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.MimeTypes;
import dev.valence.hubs.documents.Thumbnail;
import dev.valence.model.ApiException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of files: as they are, converted, and as small pictures.
 *
 * @param account the account
 */
record DropboxContents(DropboxAccount account) {

  /** Dropbox's names of what it converts to, by media type. */
  private static final Map<String, String> EXPORT_FORMATS =
      Map.of(
          "text/html",
          "html",
          "text/markdown",
          "markdown",
          "text/plain",
          "plain_text",
          "application/pdf",
          "pdf",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "docx",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "xlsx",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "pptx");

  /** Pictures with few colours, which JPEG would blur. */
  private static final Set<String> DRAWN = Set.of("png", "gif", "bmp");

  private static final Pattern EXTENSION = Pattern.compile(".*\\.([^.]*)");

  /** The content of a file, which goes on where it breaks off and, as a whole, is verified. */
  Download download(FileReference file, @Nullable String range) {
    return account.about(
        file,
        path -> {
          if (path.equals(DropboxPaths.ROOT)) {
            throw DocumentsErrors.notAFile(file, null);
          }
          return content(path, range);
        });
  }

  /**
   * The content of a file or a revision.
   *
   * @param path as Dropbox names it
   * @throws EndpointError when Dropbox does not give it
   */
  Download content(String path, @Nullable String range) {
    EgressResponse response = open(path, range);
    try {
      JsonNode metadata = result(response);
      String name = metadata.path("name").asText();
      return new Download(
          verified(response, metadata, range == null),
          response.contentLength().orElse(null),
          MimeTypes.ofName(name),
          name,
          response.header("Content-Range").orElse(null));
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private InputStream verified(EgressResponse response, JsonNode metadata, boolean whole) {
    String revision = metadata.path("rev").asText();
    InputStream content =
        revision.isEmpty()
            ? response.body()
            : ResumingStream.of(response, rest -> open("rev:" + revision, rest));
    String hash = metadata.path("content_hash").asText();
    return !whole || hash.isEmpty()
        ? content
        : new VerifiedStream(
            content, new ContentHash(), ContentHash::text, hash, metadata.path("name").asText());
  }

  private EgressResponse open(String path, @Nullable String range) {
    return account.client().download("/files/download", Map.of("path", path), range);
  }

  /** The content of a document that Dropbox converts, such as one of Paper's. */
  Download export(FileReference file, String mediaType) {
    String type = mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    String format = EXPORT_FORMATS.get(type);
    if (format == null) {
      throw notConverted(file, mediaType, null);
    }
    String path = account.file(file).path("id").asText();
    EgressResponse response;
    try {
      response =
          account
              .client()
              .download("/files/export", Map.of("path", path, "export_format", format), null);
    } catch (EndpointError e) {
      throw e.has("non_exportable") || e.has("invalid_export_format")
          ? notConverted(file, mediaType, e.getMessage())
          : e.about(file);
    }
    JsonNode exported = result(response).path("export_metadata");
    String hash = exported.path("export_hash").asText();
    String name = exported.path("name").asText();
    return new Download(
        hash.isEmpty()
            ? response.body()
            : new VerifiedStream(response.body(), new ContentHash(), ContentHash::text, hash, name),
        response.contentLength().orElse(null),
        type,
        name,
        null);
  }

  private static ApiException notConverted(
      FileReference file, String mediaType, @Nullable String words) {
    return ApiException.ofProvider(
        400, "Dropbox does not convert '" + file.text() + "' to " + mediaType + ".", words);
  }

  /** A small picture of a file. */
  Download thumbnail(FileReference file, Thumbnail size) {
    JsonNode found = account.file(file);
    String name = found.path("name").asText();
    String extension = EXTENSION.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst("$1");
    String format = DRAWN.contains(extension) ? "png" : "jpeg";
    Map<String, Object> argument = new LinkedHashMap<>();
    argument.put("resource", Map.of(".tag", "path", "path", found.path("id").asText()));
    argument.put("format", format);
    argument.put("size", box(size));
    argument.put("mode", "bestfit");
    try {
      EgressResponse response =
          account.client().download("/files/get_thumbnail_v2", argument, null);
      return new Download(
          response.body(),
          response.contentLength().orElse(null),
          "image/" + format,
          name.replaceFirst("\\.[^.]*$", "") + "." + format,
          null);
    } catch (EndpointError e) {
      throw e.has("path")
          ? e.about(file)
          : DocumentsErrors.noPart("thumbnail", file.text(), e.getMessage());
    }
  }

  /** The box of Dropbox's that comes closest. */
  private static String box(Thumbnail size) {
    return switch (size) {
      case SMALL -> "w128h128";
      case MEDIUM -> "w256h256";
      case LARGE -> "w960h640";
    };
  }

  private static JsonNode result(EgressResponse response) {
    return response
        .header("Dropbox-API-Result")
        .map(DropboxClient::readHeader)
        .orElseGet(() -> DropboxClient.readHeader("{}"));
  }
}
