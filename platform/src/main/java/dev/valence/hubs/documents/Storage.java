package dev.valence.hubs.documents;

import org.jspecify.annotations.Nullable;

/**
 * The space of an account, in bytes.
 *
 * @param shared what all who share the space use; null for an account of its own
 * @param total what the account may use
 * @param used what it uses
 */
public record Storage(@Nullable Long shared, long total, long used) {}
