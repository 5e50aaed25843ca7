package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider's link to an item.
 *
 * @param id the provider's id of it, or null
 * @param download where the content is, or null
 * @param view where it can be looked at
 * @param expires when it ends; null for never
 * @param raw what the provider said
 */
public record Link(
    @Nullable String id,
    @Nullable String download,
    @Nullable String view,
    @Nullable Instant expires,
    JsonNode raw) {}
