package dev.valence.connectors.salesforce;

import dev.valence.hubs.documents.CloudFile;
import dev.valence.hubs.documents.FileReference.ByPath;

/**
 * A folder that something is in.
 *
 * @param id {@link SalesforceItems#ROOT}, or Salesforce's id
 * @param path from the root
 */
record Place(String id, String path) {

  static final Place ROOT = new Place(SalesforceItems.ROOT, "/");

  /** A folder that was found. */
  static Place of(CloudFile folder) {
    return new Place(folder.id(), folder.path());
  }

  /** The folder that an item other than the root is in. */
  static Place above(CloudFile item) {
    return new Place(
        String.valueOf(item.parentFolderId()),
        new ByPath(item.path()).parent().map(ByPath::text).orElse("/"));
  }

  boolean root() {
    return id.equals(SalesforceItems.ROOT);
  }
}
