package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A comment on a file.
 *
 * @param id the provider's id of it
 * @param text what it says
 * @param createdDate when it was written; null when the provider keeps no such time
 * @param authorName who has written it, or null
 * @param raw what the provider said
 */
public record Comment(
    String id,
    String text,
    @Nullable Instant createdDate,
    @Nullable String authorName,
    JsonNode raw) {}
