package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Fields that users define for their files: templates name the fields, and a file has values for a
 * template. Bodies and answers are the provider's own (contract, core 5.1 and 6.1).
 */
public interface CustomFields {

  /** The templates, as an array. */
  JsonNode templates();

  /**
   * A template.
   *
   * @throws dev.valence.model.ApiException 404 without such a template
   */
  JsonNode template(String key);

  /** Makes a template. */
  JsonNode create(ObjectNode template);

  /**
   * Changes a template.
   *
   * @throws dev.valence.model.ApiException 404 without such a template
   */
  JsonNode update(String key, ObjectNode change);

  /**
   * Deletes a template with the values that files have for it.
   *
   * @throws dev.valence.model.ApiException 404 without such a template
   */
  void delete(String key);

  /**
   * The values that a file has for a template.
   *
   * @throws dev.valence.model.ApiException 404 without such a file, or values
   */
  JsonNode values(FileReference file, String key);

  /** Gives a file values for a template, for which it has none or others. */
  JsonNode add(FileReference file, String key, ObjectNode values);

  /** Changes some of the values that a file has for a template. */
  JsonNode change(FileReference file, String key, ObjectNode values);

  /** Takes a file's values for a template away. */
  void remove(FileReference file, String key);
}
