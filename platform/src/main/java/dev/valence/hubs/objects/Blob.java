package dev.valence.hubs.objects;

import java.io.InputStream;

/**
 * A file that a record is to hold.
 *
 * @param content the bytes as they arrive, read once; they fail when the connection breaks
 * @param fileName how it is called
 * @param contentType its media type
 */
public record Blob(InputStream content, String fileName, String contentType) {}
