package dev.valence.hubs.objects;

import dev.valence.model.ApiException;
import java.util.List;
import java.util.Optional;

/**
 * What is given of a record; its id always is.
 *
 * @param fields the fields; none means all
 * @param metadata whether the record keeps what the provider says of it besides its fields
 */
public record Projection(List<String> fields, boolean metadata) {

  /** All fields, and nothing else. */
  public static final Projection ALL = new Projection(List.of(), false);

  /**
   * @throws ApiException 400 for a name that cannot be one
   */
  public Projection {
    fields = List.copyOf(fields);
    fields.forEach(Names::require);
  }

  /**
   * Reads names of fields, separated by commas; empty for all fields.
   *
   * @throws ApiException 400 for what is not written so
   */
  public static Projection parse(String fields, boolean metadata) {
    faultOf(fields)
        .ifPresent(fault -> {
          throw ApiException.badRequest(fault);
        });
    return new Projection(Names.split(fields), metadata);
  }

  /** What is wrong with a list of fields, as a sentence. */
  static Optional<String> faultOf(String fields) {
    return Names.split(fields).stream().allMatch(Names::isName)
        ? Optional.empty()
        : Optional.of("The parameter 'fields' must be names of fields, separated by commas.");
  }
}
