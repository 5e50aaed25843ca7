package dev.valence.http;

import java.time.Duration;

/**
 * What callers' connections may take.
 *
 * @param most how many there are at once
 * @param mostOfOneAddress how many of them one address has
 * @param silence how long a caller may take for the head of a request, from its connection's
 *     beginning or its last answer, and be silent within a body
 */
public record ConnectionSettings(int most, int mostOfOneAddress, Duration silence) {}
