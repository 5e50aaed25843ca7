package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.model.ApiException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A list of Microsoft's. How many items a portion has is Microsoft's to decide, and where the next
 * one is, is told by a whole URL, of which only the way from the API's own address is kept.
 *
 * @param client the way to Microsoft
 * @param drive the drive
 * @param beginning where the first portion is, by how many items it should have
 * @param reader makes the hub's items of a portion
 * @param <T> the kind of item
 */
record DrivePages<T>(
    MicrosoftClient client,
    DriveAddress drive,
    IntFunction<URI> beginning,
    Function<JsonNode, List<T>> reader)
    implements Portions<T> {

  /** What is given without asking for it; both dialects take it. */
  private static final int LARGEST_PORTION = 200;

  @Override
  public Portion<T> first(int limit) {
    return portion(client.get(beginning.apply(Math.min(limit, LARGEST_PORTION))));
  }

  @Override
  public Portion<T> at(String place) {
    URI url = drive.resolve(place).orElseThrow(() -> DocumentsErrors.unknownPage(null));
    try {
      return portion(client.get(url));
    } catch (MicrosoftError e) {
      throw e.status() == 400 || e.status() == 410
          ? DocumentsErrors.unknownPage(e.getMessage())
          : e;
    }
  }

  private Portion<T> portion(JsonNode answer) {
    if (!answer.path("value").isArray()) {
      throw ApiException.ofProvider(502, "Microsoft's answer is not a list.", null);
    }
    return new Portion<>(reader.apply(answer), link(drive, answer, "@odata.nextLink").orElse(null));
  }

  /**
   * The place that a link of an answer leads to, from the API's own address.
   *
   * @return empty when the answer has no such link
   */
  static Optional<String> link(DriveAddress drive, JsonNode answer, String name) {
    JsonNode link = answer.path(name);
    if (!link.isTextual()) {
      return Optional.empty();
    }
    return Optional.of(
        drive
            .resolve(link.asText())
            .map(url -> url.getRawPath() + query(url.getRawQuery()))
            .orElseThrow(() ->
                ApiException.ofProvider(
                    502,
                    "Microsoft names a next page that is not at the account's address.",
                    null)));
  }

  private static String query(@Nullable String query) {
    return query == null ? "" : "?" + query;
  }
}
