package dev.valence.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an organization has defined, in its newest version: an element of its own, or the resources
 * that one of its accounts adds to another element.
 *
 * @param id the definition's number, which nobody outside sees
 * @param organizationId whose it is
 * @param accountId the account that made it
 * @param elementId the element's number
 * @param key the element's key; null for added resources
 * @param version grows with every change
 * @param createdDate when it was made
 * @param updatedDate when it was last changed
 * @param document the definition, with the numbers of its parts and with secret default values
 */
public record StoredDefinition(
    long id,
    long organizationId,
    long accountId,
    long elementId,
    @Nullable String key,
    long version,
    Instant createdDate,
    Instant updatedDate,
    ObjectNode document) {

  /** A version of a definition. */
  public record Version(long version, Instant createdDate, long userId) {}
}
