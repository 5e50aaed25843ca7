package dev.valence.hubs.documents;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way to a provider.
 *
 * @param target where to, never the root
 * @param overwrite whether a file that is there is replaced
 * @param content the bytes, read once while they are sent; closed by its owner. Reading fails when
 *     they end too early
 * @param size how many bytes there probably are, or null when that cannot be told before. What
 *     counts is where {@code content} ends
 * @param description what is to be said of the file, or null; only for a provider with {@link
 *     DocumentsFeature#DESCRIPTION}
 */
public record Upload(
    FileReference.ByPath target,
    boolean overwrite,
    InputStream content,
    @Nullable Long size,
    @Nullable String description) {}
