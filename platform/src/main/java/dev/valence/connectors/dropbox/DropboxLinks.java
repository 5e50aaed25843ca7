package dev.valence.connectors.dropbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.Times;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Link;
import dev.valence.hubs.documents.LinkRequest;
import dev.valence.model.ApiException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The links by which items are shared. An item has one at Dropbox, and one that is there wins over
 * what another one should be like (contract, core 5.1).
 *
 * @param account the account
 */
record DropboxLinks(DropboxAccount account) {

  Link link(FileReference item, LinkRequest request) {
    return account.aboutInner(item, path -> link(path, item, request));
  }

  private Link link(String path, FileReference item, LinkRequest request) {
    try {
      // Sent twice it leads to the link that the first one has made.
      return of(
          account
              .client()
              .query(
                  "/sharing/create_shared_link_with_settings",
                  Map.of("path", path, "settings", settings(request))));
    } catch (EndpointError e) {
      if (!e.has("shared_link_already_exists") && !e.has("settings_error")) {
        throw e;
      }
      return list(path).stream()
          .findFirst()
          .map(DropboxLinks::of)
          .orElseThrow(() -> e.has("settings_error") ? refused(e, request) : e.about(item));
    }
  }

  private static Map<String, Object> settings(LinkRequest request) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("requested_visibility", request.visibility().name().toLowerCase(Locale.ROOT));
    if (request.visibility() == LinkRequest.Visibility.PASSWORD && request.password() != null) {
      settings.put("link_password", request.password());
    }
    if (request.expires() != null) {
      settings.put("expires", request.expires().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return settings;
  }

  private static ApiException refused(EndpointError error, LinkRequest request) {
    if (error.has("not_authorized")) {
      return ApiException.ofProvider(
          403, "The account's plan at Dropbox does not allow such a link.", error.getMessage());
    }
    return ApiException.ofProvider(
        400,
        request.expires() == null
            ? "Dropbox does not accept the link's settings."
            : "Invalid link expiration date.",
        error.getMessage());
  }

  List<Link> links(FileReference item) {
    return account.about(
        item,
        path ->
            // The root cannot be shared.
            path.equals(DropboxPaths.ROOT)
                ? List.of()
                : list(path).stream().map(DropboxLinks::of).toList());
  }

  void delete(FileReference item) {
    List<JsonNode> links =
        account.about(
            item, path -> path.equals(DropboxPaths.ROOT) ? List.<JsonNode>of() : list(path));
    for (JsonNode link : links) {
      try {
        // Sent twice it finds that there is nothing to revoke.
        account
            .client()
            .query("/sharing/revoke_shared_link", Map.of("url", link.path("url").asText()));
      } catch (EndpointError e) {
        if (!e.has("shared_link_not_found")) {
          throw e.about(item);
        }
      }
    }
  }

  /** The links to the item itself. */
  private List<JsonNode> list(String path) {
    List<JsonNode> links = new ArrayList<>();
    Map<String, Object> argument = new LinkedHashMap<>();
    argument.put("path", path);
    argument.put("direct_only", true);
    JsonNode answer;
    do {
      answer = account.client().query("/sharing/list_shared_links", argument);
      answer.path("links").forEach(links::add);
      argument.put("cursor", answer.path("cursor").asText());
    } while (answer.path("has_more").asBoolean() && answer.hasNonNull("cursor"));
    return links;
  }

  private static Link of(JsonNode metadata) {
    String url = metadata.path("url").asText();
    return new Link(
        null,
        url.replaceFirst("(?<=[?&]dl=)0", "1"),
        url,
        Times.in(metadata, "expires"),
        ClientForm.of(metadata));
  }
}
