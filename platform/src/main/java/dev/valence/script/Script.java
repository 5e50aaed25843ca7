package dev.valence.script;

/**
 * The script of a hook (contract, element format 7). It is compiled once and kept.
 *
 * @param name what failures call it, such as {@code the preRequest hook of GET /hubs/crm/contacts}
 * @param body the body of its function
 * @param legacy whether it is written for the older engine: it returns its result, and has the
 *     helpers {@code base64Encode} and {@code getArray}
 */
public record Script(String name, String body, boolean legacy) {}
