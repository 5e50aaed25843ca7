package dev.valence.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.catalog.PartList;
import dev.valence.model.ApiException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A list in a definition: the element's own, or that of one of its parts.
 *
 * @param above the list in which the owner is; null when that is the element
 * @param ownerId the owner's number or name
 * @param list the list
 */
record Place(@Nullable PartList above, String ownerId, PartList list) {

  /** A list of the element's own. */
  static Place of(PartList list) {
    return new Place(null, "", list);
  }

  /** The list of a part. */
  static Place of(PartList above, String ownerId, PartList list) {
    return new Place(above, ownerId, list);
  }

  /** Whether the list, or its owner, is among an element's resources. */
  boolean ofResources() {
    return Objects.requireNonNullElse(above, list) == PartList.RESOURCES;
  }

  /**
   * Who has the list.
   *
   * @throws ApiException 404 when the definition has no such part
   */
  ObjectNode owner(ObjectNode definition) {
    return above == null ? definition : require(above, definition, ownerId);
  }

  /**
   * An item of the list.
   *
   * @throws ApiException 404 when there is none, or no owner
   */
  ObjectNode part(ObjectNode definition, String id) {
    return require(list, owner(definition), id);
  }

  private static ObjectNode require(PartList list, JsonNode owner, String id) {
    return list.find(owner, id).orElseThrow(() -> ApiException.notFound(list.word(), id));
  }
}
