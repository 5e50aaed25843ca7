package dev.valence.identity;

import java.time.Instant;
import java.util.Set;

/**
 * A part of an organization; its users have its roles beside their own.
 *
 * @param externalId the application's own id of it, unique within the organization
 * @param isDefault whether it is the one that the organization always has
 */
record Account(
    long id,
    long organizationId,
    String externalId,
    String name,
    String description,
    boolean isDefault,
    boolean active,
    Set<Role> roles,
    Instant createdAt,
    Instant updatedAt) {}
