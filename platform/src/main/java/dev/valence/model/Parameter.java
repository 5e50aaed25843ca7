package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An assignment between the unified side of a call and the vendor's side (contract, core 2.7).
 *
 * <p>The kinds are words and not enums: a published definition may hold one that makes no sense,
 * which is kept and has no effect.
 *
 * @param id the parameter's number, where it has one
 * @param name the name on the unified side; for the type {@code value} the literal itself
 * @param type where the unified side has it, such as {@code query}, {@code path}, {@code value}
 * @param vendorName the name on the vendor's side
 * @param vendorType where the vendor's side has it, such as {@code header}, {@code bodyToken}
 * @param source {@code request} (towards the vendor) or {@code response} (from the vendor)
 * @param required whether a call without a value is refused
 * @param dataType the kind of value on the unified side, such as {@code string}, {@code file}
 * @param vendorDataType the kind of value on the vendor's side
 * @param converter the named conversion, such as {@code toODataFilter}
 * @param description the help text
 * @param sampleData an example
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parameter(
    @Nullable Long id,
    String name,
    String type,
    @Nullable String vendorName,
    @Nullable String vendorType,
    String source,
    boolean required,
    @Nullable String dataType,
    @Nullable String vendorDataType,
    @Nullable String converter,
    @Nullable String description,
    @Nullable String sampleData) {

  /** A parameter of a resource that a connector answers: it has no vendor's side. */
  public static Parameter of(
      String type, String name, String dataType, boolean required, String description) {
    return new Parameter(
        null, name, type, null, null, "request", required, dataType, null, null, description, null);
  }

  /** The JSON body of a resource that a connector answers, with an example of it. */
  public static Parameter ofBody(String description, String example) {
    return new Parameter(
        null,
        "body",
        "body",
        null,
        null,
        "request",
        true,
        "object",
        null,
        null,
        description,
        example);
  }
}
