package dev.valence.hubs.documents;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way from a provider.
 *
 * @param content the bytes as they arrive; its close frees the connection. Reading it fails when
 *     they end too early
 * @param length how many bytes follow, or null when the provider does not tell
 * @param mimeType the media type
 * @param fileName the file's name
 * @param contentRange which part of the file follows, as in HTTP's Content-Range (RFC 9110, 14.4);
 *     null for the whole file
 */
public record Download(
    InputStream content,
    @Nullable Long length,
    String mimeType,
    String fileName,
    @Nullable String contentRange) {}
