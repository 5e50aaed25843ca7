package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A call that the vendor of an element once had and has no more: it is answered with 501 that says
 * so.
 *
 * @param method the HTTP method of the unified call
 * @param path the path of the unified call, with the hub; placeholders as in {@link Resource#path}
 * @param since the day on which the vendor withdrew it (ISO 8601)
 * @param message what that means, and what can be called instead
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WithdrawnResource(String method, String path, String since, String message) {}
