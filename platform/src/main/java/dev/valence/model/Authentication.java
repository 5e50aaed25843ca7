package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How an element's instances authenticate with the vendor.
 *
 * @param type {@code oauth2}, {@code oauth1}, {@code basic}, {@code custom}, {@code
 *     oauth2Password}, {@code awsv4}, {@code apiKey} (contract, core 2.4)
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Authentication(String type) {}
