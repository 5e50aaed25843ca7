package dev.valence.identity;

import java.time.Instant;

/** A tenant: all that its users make belongs to it. */
record Organization(long id, String name, Instant createdAt) {}
