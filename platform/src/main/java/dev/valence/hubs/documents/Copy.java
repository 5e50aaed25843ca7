package dev.valence.hubs.documents;

/**
 * Where an item is copied to.
 *
 * @param target the path of the copy, never the root
 * @param overwrite whether a file that is there is replaced
 */
public record Copy(FileReference.ByPath target, boolean overwrite) {}
