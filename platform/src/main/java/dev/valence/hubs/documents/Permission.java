package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do with an item.
 *
 * @param id the provider's id of it
 * @param role {@code owner}, {@code writer} or {@code reader}
 * @param name who, or null for whoever has a link
 * @param email their address, or null
 * @param raw what the provider said
 */
public record Permission(
    String id, String role, @Nullable String name, @Nullable String email, JsonNode raw) {

  public static final String OWNER = "owner";
  public static final String WRITER = "writer";
  public static final String READER = "reader";
}
