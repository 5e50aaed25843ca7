package dev.valence.identity;

/**
 * Who is calling.
 *
 * @param userId the user
 * @param accountId the user's account
 * @param organizationId the organization of both
 */
public record Principal(long userId, long accountId, long organizationId) {}
