package dev.valence.identity;

/** A role as callers see it (contract, platform 1.6). */
public record RoleAnswer(long id, String key, String name, String description, boolean active) {}
