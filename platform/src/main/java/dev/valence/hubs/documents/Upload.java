package dev.valence.hubs.documents;

import java.io.InputStream;

/**
 * A file on its way to a provider.
 *
 * @param target where to, never the root
 * @param overwrite whether a file that is there is replaced
 * @param content the bytes, read once while they are sent; closed by its owner
 */
public record Upload(FileReference.ByPath target, boolean overwrite, InputStream content) {}
