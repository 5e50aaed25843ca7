package dev.valence.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.valence.model.Hub;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The hubs that come with the platform. */
final class Hubs {

  private static final String FILE = "/hubs.yaml";

  private Hubs() {}

  /** The hubs in the order of their keys. */
  static List<Hub> builtIn() {
    try (InputStream file = Objects.requireNonNull(Hubs.class.getResourceAsStream(FILE), FILE)) {
      return new YAMLMapper().readValue(file, new TypeReference<List<Hub>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
