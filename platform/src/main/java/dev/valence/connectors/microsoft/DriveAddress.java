package dev.valence.connectors.microsoft;

import dev.valence.hubs.documents.DocumentsErrors;
import dev.valence.hubs.documents.FileReference;
import dev.valence.model.ApiException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an account's drive is.
 *
 * @param account the URL of the drive's owner, such as {@code https://graph.microsoft.com/v1.0/me}
 * @param dialect the dialect that is spoken there
 */
record DriveAddress(URI account, Dialect dialect) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9!_-]+");

  /**
   * Reads the base URL, which names the drive or its owner.
   *
   * @throws ApiException 400 when it is no URL
   */
  static DriveAddress of(String baseUrl) {
    URI account =
        Urls.complete(baseUrl.strip().replaceFirst("/+$", "").replaceFirst("/drive$", ""))
            .orElseThrow(() ->
                ApiException.badRequest(
                    "The instance's base.url is not a URL, or lacks a part of it."));
    return new DriveAddress(account, Dialect.at(account.getRawPath()));
  }

  /** What tells of the user. */
  URI profile() {
    return at(dialect.profile());
  }

  URI drive() {
    return at("/drive");
  }

  /**
   * A file or a folder.
   *
   * @throws ApiException 404 for a reference that cannot be one
   */
  URI item(FileReference item) {
    return at(
        switch (item) {
          case FileReference.ByPath path when path.root() -> "/drive/root";
          case FileReference.ByPath path -> "/drive/root:" + encoded(path);
          case FileReference.ById id -> "/drive/items/" + checked(id);
        });
  }

  /**
   * The items of a folder.
   *
   * @param top how many at most
   * @throws ApiException 404 for a reference that cannot be one
   */
  URI children(FileReference folder, int top) {
    return part(folder, "children?$top=" + top);
  }

  /**
   * A part of a file or a folder.
   *
   * @param part its path from there, with its query
   * @throws ApiException 404 for a reference that cannot be one
   */
  URI part(FileReference item, String part) {
    boolean byPath = item instanceof FileReference.ByPath path && !path.root();
    return URI.create(item(item) + (byPath ? ":" : "") + "/" + part);
  }

  /**
   * What can be done with a file or a folder.
   *
   * @param action the name of the action or function
   * @param rest what follows the name: parameters and a query
   * @throws ApiException 404 for a reference that cannot be one
   */
  URI action(FileReference item, String action, String rest) {
    return part(item, dialect.action(action) + rest);
  }

  /** The parameter that says what happens when a name is taken, and its value. */
  String onConflict(String behavior) {
    return "?" + dialect.conflictBehavior() + "=" + behavior;
  }

  /**
   * Sees that something new can be at a path.
   *
   * @throws ApiException 400 when no item can be there
   */
  static void checkNew(FileReference.ByPath target) {
    if (target.text().indexOf(':') >= 0) {
      throw ApiException.badRequest("OneDrive does not take names with a colon.");
    }
  }

  /**
   * Another place of the API, such as the next page of a list.
   *
   * @param reference a URL, whole or from the root of this one's host
   * @return empty when it leads out of the API, whatever says so
   */
  Optional<URI> resolve(String reference) {
    try {
      URI url = account.resolve(reference).normalize();
      return Optional.of(url)
          .filter(there -> Urls.origin(there).equals(Urls.origin(account)))
          .filter(there -> dialect.reaches(there.getRawPath()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private URI at(String path) {
    return URI.create(account + path);
  }

  private static String encoded(FileReference.ByPath path) {
    // No name has a colon, and an encoded one would be taken for the one that ends a path.
    if (path.text().indexOf(':') >= 0) {
      throw DocumentsErrors.notFound(path, null);
    }
    return Arrays.stream(path.text().split("/", -1))
        .map(DriveAddress::encoded)
        .collect(Collectors.joining("/"));
  }

  /** A text as a segment of a path. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String checked(FileReference.ById id) {
    if (!ID.matcher(id.text()).matches()) {
      throw DocumentsErrors.notFound(id, null);
    }
    return id.text();
  }
}
