package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a resource answers with.
 *
 * @param contentType what the caller gets; {@code application/octet-stream} is streamed through
 * @param contentTypeAsString the same as text, in newer definitions
 * @param sampleData an example
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseDescription(
    @Nullable String contentType,
    @Nullable String contentTypeAsString,
    @Nullable String sampleData) {}
