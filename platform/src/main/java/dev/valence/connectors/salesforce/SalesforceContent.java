package dev.valence.connectors.salesforce;

import dev.valence.connectors.ResumingStream;
import dev.valence.connectors.VerifiedStream;
import dev.valence.egress.EgressResponse;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Thumbnail;
import dev.valence.model.ApiException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens what files hold: one version of it, which does not change while it is read. */
final class SalesforceContent {

  private final SalesforceClient client;

  SalesforceContent(SalesforceClient client) {
    this.client = client;
  }

  /** The content of a file as it is now. */
  Download latest(CloudFile file, @Nullable String range) {
    return version(
        file,
        file.raw().path("versionNumber").asText(),
        file.properties().get(CloudFile.CHECKSUM),
        range);
  }

  /**
   * The content of a version of a file.
   *
   * @param checksum Salesforce's, in hexadecimal digits; null for none
   * @param range the value of a Range header, or null for all
   */
  Download version(
      CloudFile file, String number, @Nullable String checksum, @Nullable String range) {
    EgressResponse response = open(file, number, range);
    InputStream content = ResumingStream.of(response, rest -> open(file, number, rest));
    boolean whole = response.header("Content-Range").isEmpty();
    return new Download(
        whole && checksum != null
            ? new VerifiedStream(
                content,
                Digests.md5(),
                digest -> HexFormat.of().formatHex(digest),
                checksum.toLowerCase(Locale.ROOT),
                file.name())
            : content,
        response.contentLength().orElse(null),
        file.properties().getOrDefault("mimeType", ""),
        file.name(),
        response.header("Content-Range").orElse(null));
  }

  private EgressResponse open(CloudFile file, String number, @Nullable String range) {
    return client.open(
        "/connect/files/" + file.id() + "/content", Map.of("versionNumber", number), range);
  }

  /** A picture of a file. */
  Download thumbnail(FileReference reference, CloudFile file, Thumbnail size) {
    String type =
        switch (size) {
          case SMALL -> "THUMB120BY90";
          case MEDIUM -> "THUMB240BY180";
          case LARGE -> "THUMB720BY480";
        };
    EgressResponse response;
    try {
      response =
          client.open("/connect/files/" + file.id() + "/rendition", Map.of("type", type), null);
    } catch (SalesforceError e) {
      throw e.notFound() ? noPicture(reference, e.getMessage()) : e.toApiException();
    }
    if (response.status() != 200) { // 202: Salesforce is about to make it
      response.close();
      throw noPicture(reference, "The rendition is not there yet.");
    }
    return new Download(
        response.body(),
        response.contentLength().orElse(null),
        response.header("Content-Type").orElse("image/png"),
        file.name() + ".png",
        null);
  }

  private static ApiException noPicture(FileReference file, @Nullable String words) {
    return DocumentsErrors.noPart("thumbnail", file.text(), words);
  }
}
