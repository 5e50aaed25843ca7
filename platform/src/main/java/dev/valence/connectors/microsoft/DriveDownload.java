package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ResumingStream;
import dev.valence.connectors.VerifiedStream;
import dev.valence.egress.EgressResponse;
import dev.valence.hubs.documents.Download;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens what is at addresses that Microsoft names for a while and that take no token.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 */
record DriveDownload(MicrosoftClient client, DriveAddress drive) {

  /**
   * The content of a file.
   *
   * @param item as Microsoft describes it
   * @param range the value of a Range header, or null for the whole file
   */
  Download content(JsonNode item, @Nullable String range) {
    EgressResponse response = client.open(addressOf(item), range);
    try {
      InputStream content = ResumingStream.of(response, rest -> rest(item, rest));
      String checksum = DriveItems.checksum(item);
      String name = item.path("name").asText();
      boolean whole = response.status() != 206;
      return new Download(
          whole && checksum != null
              ? new VerifiedStream(content, new QuickXorHash(), QuickXorHash::text, checksum, name)
              : content,
          response.contentLength().orElse(null),
          DriveItems.mimeType(item),
          name,
          response.header("Content-Range").orElse(null));
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  /**
   * Anything else that has an address.
   *
   * @param mimeType the media type if the answer does not tell it
   */
  Download open(URI address, String fileName, String mimeType, @Nullable String range) {
    EgressResponse response = client.open(address, range);
    return new Download(
        ResumingStream.of(response, rest -> client.openAnyhow(address, rest)),
        response.contentLength().orElse(null),
        response.header("Content-Type").filter(type -> !type.isBlank()).orElse(mimeType),
        fileName,
        response.header("Content-Range").orElse(null));
  }

  /** The rest of a file, at another address when the first one has ended meanwhile. */
  private EgressResponse rest(JsonNode item, String range) {
    EgressResponse response = client.openAnyhow(addressOf(item), range);
    boolean ended = response.status() >= 400 && response.status() < 500;
    if (!ended) {
      return response;
    }
    Optional<JsonNode> same = sameContent(item);
    if (same.isEmpty()) {
      return response;
    }
    response.close();
    return client.openAnyhow(addressOf(same.get()), range);
  }

  private Optional<JsonNode> sameContent(JsonNode item) {
    try {
      JsonNode now = client.get(drive.item(new FileReference.ById(item.path("id").asText())));
      return Optional.of(now).filter(found -> found.path("cTag").equals(item.path("cTag")));
    } catch (MicrosoftError e) {
      return Optional.empty();
    }
  }

  private URI addressOf(JsonNode item) {
    return Urls.complete(item.path(drive.dialect().downloadUrl()).asText())
        .orElseThrow(() ->
            ApiException.ofProvider(
                502, "Microsoft does not say where the content of the file is.", null));
  }
}
