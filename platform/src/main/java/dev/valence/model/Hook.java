package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A script that runs around a vendor call, or that reads an event (contract, core 2.7).
 *
 * @param id the hook's number, where it has one
 * @param type {@code preRequest}, {@code postRequest} or {@code event}
 * @param mimeType the language, {@code application/javascript}
 * @param body the body of the script's function; published definitions have hooks without one
 * @param legacy whether the script returns its result instead of calling {@code done}
 * @param contextParams the names of the variables that the script uses, separated by commas
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hook(
    @Nullable Long id,
    String type,
    @Nullable String mimeType,
    @Nullable String body,
    @JsonProperty("isLegacy") boolean legacy,
    @Nullable String contextParams) {}
