package dev.valence.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.engine.ItemRecords.ContentLink;
import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Link;
import dev.valence.hubs.documents.LinkRequest;
import dev.valence.hubs.documents.LinkRequest.Visibility;
import dev.valence.model.ApiException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are about links to items (contract, core 5.1): the vendor's, and Valence's own, by
 * which a file's content streams without credentials until it ends.
 *
 * @param account the account
 * @param arguments the checked parameters
 */
record DocumentsLinks(DocumentsAccount account, Arguments arguments) {

  HubAnswer link() {
    LinkRequest request = request();
    FileReference reference = DocumentsAccount.reference(arguments);
    CloudFile item = account.hub().metadata(reference);
    ObjectNode json = json(account.hub().link(reference, request));
    // Whoever has Valence's own link needs no password and is asked for no team.
    if (!item.directory() && request.visibility() == Visibility.PUBLIC) {
      ContentLink own = account.records().contentLink(item.lastingId(), request.expires());
      if (own != null) {
        json.put("cloudElementsLink", own.url());
        json.put("cloudElementsLinkExpires", own.expires().toString());
      }
    }
    return HubAnswer.json(json).withWarning(warning(request));
  }

  HubAnswer links() {
    ArrayNode links = JsonNodeFactory.instance.arrayNode();
    account.hub().links(DocumentsAccount.reference(arguments)).stream()
        .map(this::json)
        .forEach(links::add);
    return HubAnswer.json(links);
  }

  HubAnswer delete() {
    FileReference reference = DocumentsAccount.reference(arguments);
    CloudFile item = account.hub().metadata(reference);
    account.records().endContentLinks(item.lastingId());
    account.hub().deleteLinks(reference);
    return HubAnswer.empty();
  }

  /** Reads what the link is to be like, in the contract's words for what is wrong (core 1.5). */
  private LinkRequest request() {
    Visibility visibility = arguments.text("visibility").map(this::visibility).orElse(null);
    String password = arguments.text("password").filter(sent -> !sent.isEmpty()).orElse(null);
    Instant expires = arguments.text("expires").flatMap(DocumentsLinks::expires).orElse(null);
    if (visibility == null) {
      visibility = password == null ? Visibility.PUBLIC : Visibility.PASSWORD;
    }
    if (visibility == Visibility.PASSWORD) {
      if (password == null) {
        throw ApiException.badRequest("You must supply a password");
      }
      require(DocumentsFeature.LINK_PASSWORD, "protect links by a password");
    }
    if (visibility == Visibility.TEAM_ONLY) {
      require(DocumentsFeature.LINK_FOR_TEAM, "restrict links to a team");
    }
    return new LinkRequest(expires, visibility, password);
  }

  private void require(DocumentsFeature feature, String what) {
    if (!account.has(feature)) {
      throw ApiException.badRequest(account.elementName() + " does not " + what + ".");
    }
  }

  private Visibility visibility(String sent) {
    return Stream.of(Visibility.values())
        .filter(known -> known.name().equals(sent.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            ApiException.ofProvider(
                400,
                "An invalid value was used for a parameter",
                "No visibility '" + sent + "': PUBLIC, TEAM_ONLY or PASSWORD."));
  }

  private static Optional<Instant> expires(String sent) {
    if (sent.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ItemSelection.moment("expires", sent));
    } catch (ApiException e) {
      throw ApiException.badRequest("Invalid link expiration date.");
    }
  }

  private @Nullable String warning(LinkRequest request) {
    return request.expires() != null && !account.has(DocumentsFeature.LINK_EXPIRY)
        ? account.elementName() + "'s own link does not expire."
        : null;
  }

  private ObjectNode json(Link link) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", link.id())
            .put("providerLink", link.download())
            .put("providerViewLink", link.view());
    if (link.expires() != null) {
      json.put("expires", link.expires().toString());
      json.put("providerLinkExpires", link.expires().toString());
    }
    if (arguments.flag("raw")) {
      json.set("raw", link.raw());
    }
    return json;
  }
}
