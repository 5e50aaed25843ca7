package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a resource's bodies. It documents; no body is validated or stripped by it.
 *
 * @param name the answer's model
 * @param swagger the answer's models by name
 * @param requestName the request's model
 * @param requestSwagger the request's models by name
 * @param transform whether a transformation applies to the model
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelDescription(
    @Nullable String name,
    @Nullable JsonNode swagger,
    @Nullable String requestName,
    @Nullable JsonNode requestSwagger,
    boolean transform) {}
