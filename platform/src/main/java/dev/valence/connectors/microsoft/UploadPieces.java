package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressRequest.Body;
import dev.valence.model.ApiException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An upload session. After whatever goes wrong with a piece it is asked where it stands, and goes
 * on from there.
 */
final class UploadPieces {

  /** How often in turn it may be asked without having got on. */
  private static final int MOST_FAILURES = 5;

  private final MicrosoftClient client;
  private final URI url;
  private final long size;
  private final QuickXorHash hash = new QuickXorHash();
  private String checksum = "";

  private UploadPieces(MicrosoftClient client, URI url, long size) {
    this.client = client;
    this.url = url;
    this.size = size;
  }

  /**
   * A session that has begun.
   *
   * @param session what Microsoft says of it
   * @param size how many bytes there will be
   */
  static UploadPieces of(MicrosoftClient client, JsonNode session, long size) {
    URI url =
        Urls.complete(session.path("uploadUrl").asText())
            .orElseThrow(() ->
                ApiException.ofProvider(
                    502, "Microsoft does not say where to send the file.", null));
    return new UploadPieces(client, url, size);
  }

  /** The checksum of everything, with the last piece; empty before. */
  String checksum() {
    return checksum;
  }

  /**
   * Sends a piece.
   *
   * @param start its place in the file
   * @param arrived finds the whole file when the session has come to its end and nobody knows how
   * @return the file, with the last piece
   */
  Optional<JsonNode> send(long start, byte[] piece, Supplier<Optional<JsonNode>> arrived) {
    hash.update(piece);
    if (start + piece.length == size) {
      checksum = QuickXorHash.text(hash.digest());
    }
    long end = start + piece.length;
    long position = start;
    for (int failures = 0; position < end && failures <= MOST_FAILURES; failures++) {
      Optional<Long> standing;
      RuntimeException failure = null;
      try {
        JsonNode answer =
            put(position, Arrays.copyOfRange(piece, (int) (position - start), piece.length));
        if (!answer.has("nextExpectedRanges")) {
          return Optional.of(answer);
        }
        standing = Optional.of(next(answer, start, end));
      } catch (EgressException e) {
        failure = e;
        standing = standing(start, end);
      } catch (MicrosoftError e) {
        if (!mayGoOn(e)) {
          throw e;
        }
        failure = e;
        standing = standing(start, end);
      }
      if (standing.isEmpty()) {
        // Gone: either it is complete, and the answer was lost, or all is lost.
        return Optional.of(arrived.get().orElseThrow(() -> lost("It has ended the session.")));
      }
      if (standing.get() > position) {
        failures = -1;
      } else if (failures == MOST_FAILURES) {
        throw failure == null ? lost("It does not take the next piece.") : failure;
      }
      position = standing.get();
    }
    return end < size ? Optional.empty() : Optional.of(arrived.get().orElseThrow(() -> lost(null)));
  }

  /** Ends the session; what has arrived is thrown away. Best effort: it ends by itself too. */
  void cancel() {
    try {
      client.unsigned(EgressRequest.of("DELETE", url));
    } catch (EgressException | MicrosoftError | ApiException e) {
      // Microsoft forgets it in some days.
    }
  }

  private JsonNode put(long position, byte[] bytes) {
    return client.unsigned(
        EgressRequest.of("PUT", url)
            .withHeader(
                "Content-Range",
                "bytes " + position + "-" + (position + bytes.length - 1) + "/" + size)
            .withBody(Body.bytes(bytes, "application/octet-stream")));
  }

  /** A piece that was refused as one that is there already, or whose session has ended with it. */
  private static boolean mayGoOn(MicrosoftError e) {
    return e.status() == 416 || e.status() == 404 || (e.status() >= 500 && e.status() != 507);
  }

  /** Where the session stands; empty when there is none any more. */
  private Optional<Long> standing(long start, long end) {
    try {
      return Optional.of(next(client.unsigned(EgressRequest.of("GET", url)), start, end));
    } catch (MicrosoftError e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static long next(JsonNode answer, long start, long end) {
    JsonNode ranges = answer.path("nextExpectedRanges");
    String range = ranges.path(0).asText();
    if (ranges.isArray() && ranges.isEmpty()) {
      return end;
    }
    long next = range.matches("\\d{1,15}-.*") ? Long.parseLong(range.split("-", 2)[0]) : -1;
    if (next < start || next > end) {
      throw lost(answer.toString());
    }
    return next;
  }

  private static ApiException lost(@Nullable String words) {
    return ApiException.ofProvider(
        502, "Microsoft has lost the upload, of which it had taken a part.", words);
  }
}
