package dev.valence.sandbox.salesforce;

import dev.valence.sandbox.face.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of object of the organization, as {@code objects.json} describes them.
 *
 * @param types in order
 */
record Schema(List<SObjectType> types) {

  private record Description(
      List<SObjectField.Description> systemFields, List<SObjectType.Description> objects) {}

  /**
   * Reads the description.
   *
   * @throws IOException when it cannot be read
   */
  static Schema load() throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream("objects.json")) {
      if (in == null) {
        throw new FileNotFoundException("objects.json");
      }
      Description description = Json.MAPPER.readValue(in, Description.class);
      return new Schema(
          description.objects().stream()
              .map(type -> type.toType(description.systemFields()))
              .toList());
    }
  }

  /** The kind of object of a name, in which capitals do not matter. */
  Optional<SObjectType> find(String name) {
    return types.stream().filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
  }
}
