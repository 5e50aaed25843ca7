package dev.valence.hubs.documents;

import org.jspecify.annotations.Nullable;

/**
 * What is looked for.
 *
 * @param folder where, with all that is below it
 * @param text what the names hold, in any case of letters; null for whatever they are
 */
public record Search(FileReference folder, @Nullable String text) {}
