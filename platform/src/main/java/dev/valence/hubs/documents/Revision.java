package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state in which a file was.
 *
 * @param id the provider's id of it
 * @param file the file as it is now
 * @param size the size in bytes that it had
 * @param modifiedDate since when it was so; null when the provider keeps no such time
 * @param raw what the provider said
 */
public record Revision(
    String id, CloudFile file, long size, @Nullable Instant modifiedDate, JsonNode raw) {}
