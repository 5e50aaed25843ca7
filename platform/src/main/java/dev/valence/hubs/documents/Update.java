package dev.valence.hubs.documents;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of an item; one of them is not null.
 *
 * @param target where it is to be; null to leave it where it is
 * @param description what is said of it; null to leave that, empty for nothing. Only for a provider
 *     with {@link DocumentsFeature#DESCRIPTION}
 */
public record Update(FileReference.@Nullable ByPath target, @Nullable String description) {}
