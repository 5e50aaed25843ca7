package dev.valence.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of every failure (contract, core 1.5).
 *
 * @param requestId the id that the answer's header has too
 * @param message what went wrong, for a person
 * @param providerMessage the provider's own words, when a provider produced the failure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(String requestId, String message, @Nullable String providerMessage) {}
