package dev.valence.store;

import java.time.Duration;
import java.util.UUID;

/**
 * The right to be the only one who does something, for a while.
 *
 * @param name what it is about
 * @param owner this holding; nobody else has the same
 * @param fence grows with every holder of the name, so that a late write can be told apart
 * @param length how long it lasts from taking or renewing it
 */
public record Lease(String name, UUID owner, long fence, Duration length) {}
