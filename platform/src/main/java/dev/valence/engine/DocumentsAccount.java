package dev.valence.engine;

import dev.valence.hubs.documents.DocumentsFeature;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.FileReference;
import java.util.Set;

/**
 * An account of the documents hub for one call.
 *
 * @param hub the vendor's side
 * @param features what the vendor has beyond its operations
 * @param elementKey the key of its element
 * @param elementName the name of its element
 * @param records what is kept of its items
 * @param tagging whether tags, descriptions and properties are kept where the vendor keeps none
 */
record DocumentsAccount(
    DocumentsHub hub,
    Set<DocumentsFeature> features,
    String elementKey,
    String elementName,
    ItemRecords records,
    boolean tagging) {

  boolean has(DocumentsFeature feature) {
    return features.contains(feature);
  }

  /** The item that a call names; its resource declares either an id or a path. */
  static FileReference reference(Arguments arguments) {
    return arguments
        .text("id")
        .<FileReference>map(FileReference.ById::new)
        .orElseGet(() -> new FileReference.ByPath(arguments.text("path").orElse("/")));
  }
}
