package dev.valence.connectors.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.Connection;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Connects OneDrive for Business to the documents hub.
 *
 * <p>Of the configuration it reads {@code base.url}, which decides the {@link Dialect}, and, to
 * find the address of the user's site where that lacks it, {@code onedrivebusiness.graph.url}.
 */
@ApplicationScoped
public class MicrosoftConnector implements DocumentsConnector {

  private static final String BASE_URL = "base.url";
  private static final String GRAPH_URL = "onedrivebusiness.graph.url";
  private static final String SITE_ADDRESS = "onedrivebusiness.site.address";

  /** The path of the token endpoint of the Microsoft identity platform has its version. */
  private static final String IDENTITY_PLATFORM = "/v2.0/";

  @Override
  public String name() {
    return "microsoft";
  }

  @Override
  public Set<DocumentsOperation> operations() {
    return EnumSet.of(
        DocumentsOperation.PING,
        DocumentsOperation.ME,
        DocumentsOperation.STORAGE,
        DocumentsOperation.LIST,
        DocumentsOperation.SEARCH,
        DocumentsOperation.CHANGES,
        DocumentsOperation.UPLOAD,
        DocumentsOperation.DOWNLOAD,
        DocumentsOperation.METADATA,
        DocumentsOperation.UPDATE,
        DocumentsOperation.DELETE,
        DocumentsOperation.CREATE_FOLDER,
        DocumentsOperation.DELETE_FOLDER,
        DocumentsOperation.COPY,
        DocumentsOperation.LINK,
        DocumentsOperation.LINKS,
        DocumentsOperation.DELETE_LINKS,
        DocumentsOperation.REVISIONS,
        DocumentsOperation.REVISION,
        DocumentsOperation.REVISION_CONTENT,
        DocumentsOperation.THUMBNAIL,
        DocumentsOperation.PERMISSIONS,
        DocumentsOperation.ADD_PERMISSION,
        DocumentsOperation.DELETE_PERMISSION);
  }

  /** Descriptions are not among them: OneDrive for Business keeps none, other than OneDrive. */
  @Override
  public Set<DocumentsFeature> features() {
    return EnumSet.of(
        DocumentsFeature.PERMANENT_DELETION,
        DocumentsFeature.EXPORT,
        DocumentsFeature.LINK_EXPIRY,
        DocumentsFeature.LINK_PASSWORD,
        DocumentsFeature.LINK_FOR_TEAM);
  }

  @Override
  public DocumentsHub open(Connection connection) {
    return new OneDriveDocuments(client(connection), DriveAddress.of(connection.require(BASE_URL)));
  }

  /**
   * Azure Active Directory's token endpoint wants to know what a token is for, one resource at a
   * time, and the redirect URI again when a token is renewed. Until the site is known, that is
   * Graph, which knows it.
   */
  @Override
  public Map<String, String> tokenParameters(Configuration configuration) {
    if (configuration.find("oauth.token.url").orElse("").contains(IDENTITY_PLATFORM)) {
      return Map.of();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    url(configuration, BASE_URL)
        .or(() -> url(configuration, GRAPH_URL))
        .ifPresent(resource -> parameters.put("resource", Urls.origin(resource) + "/"));
    configuration
        .find("oauth.callback.url")
        .ifPresent(redirectUri -> parameters.put("redirect_uri", redirectUri));
    return parameters;
  }

  /** Finds the site of the user's OneDrive, unless it is known. */
  @Override
  public Map<String, String> discover(Connection connection) {
    if (Urls.complete(connection.require(BASE_URL)).isPresent()) {
      return Map.of();
    }
    String graph = connection.require(GRAPH_URL).strip().replaceFirst("/+$", "");
    URI url =
        Urls.complete(graph + "/me?$select=mySite")
            .orElseThrow(
                () -> ApiException.badRequest("The instance's " + GRAPH_URL + " is not a URL."));
    JsonNode user;
    try {
      user = client(connection).get(url);
    } catch (MicrosoftError e) {
      throw e.status() == 404 ? withoutOneDrive(e.getMessage()) : e.toApiException();
    }
    URI site =
        Urls.complete(user.path("mySite").asText())
            .orElseThrow(() -> withoutOneDrive(user.toString()));
    return Map.of(SITE_ADDRESS, Urls.authority(site));
  }

  private static MicrosoftClient client(Connection connection) {
    return new MicrosoftClient(connection.sender(), connection.unsigned());
  }

  private static Optional<URI> url(Configuration configuration, String key) {
    return configuration.find(key).flatMap(Urls::complete);
  }

  private static ApiException withoutOneDrive(String words) {
    return ApiException.ofProvider(
        400, "The user has no OneDrive for Business that could be connected.", words);
  }
}
