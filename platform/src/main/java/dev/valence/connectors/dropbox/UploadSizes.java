package dev.valence.connectors.dropbox;

/**
 * How an upload is cut.
 *
 * @param largestInMemory the largest file in bytes that is read before it is sent
 * @param largestPiece how many bytes of a larger file go into one request
 */
record UploadSizes(int largestInMemory, int largestPiece) {}
