package dev.valence.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.util.ClassPathUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads element definitions from a directory: a folder per element, with {@code element.yaml},
 * {@code hooks/*.js} and the image.
 */
final class ElementLoader {

  private static final String ELEMENTS = "elements";
  private static final String FILE = "element.yaml";

  private final YAMLMapper yaml =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final ElementSchema schema = new ElementSchema();
  private final StandardConfiguration standard = new StandardConfiguration();
  private final Set<String> hubs;

  /**
   * A loader.
   *
   * @param hubs the keys of the hubs that an element may belong to
   */
  ElementLoader(Set<String> hubs) {
    this.hubs = Set.copyOf(hubs);
  }

  /**
   * Reads the elements that are packaged with the platform, and after them the operator's. An
   * operator's element takes the place of a built-in one of the same key.
   *
   * @throws InvalidElementsException with the faults of all files
   */
  List<LoadedElement> load(ElementDirectory directory) {
    Map<String, LoadedElement> elements = new LinkedHashMap<>();
    loadBuiltIn().forEach(element -> elements.put(element.key(), element));
    directory
        .path()
        .map(path -> load(path, path.toString()))
        .orElse(List.of())
        .forEach(element -> elements.put(element.key(), element));
    return List.copyOf(elements.values());
  }

  /**
   * Reads the elements that are packaged with the platform, in the order of their keys.
   *
   * @throws InvalidElementsException with the faults of all files
   */
  List<LoadedElement> loadBuiltIn() {
    List<LoadedElement> elements = new ArrayList<>();
    try {
      ClassPathUtils.consumeAsPaths(
          ElementLoader.class.getClassLoader(),
          ELEMENTS,
          directory -> elements.addAll(load(directory, ELEMENTS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return elements;
  }

  /**
   * Reads every folder of a directory that has a definition, in the order of their names.
   *
   * @param shown what faults call the directory
   * @throws InvalidElementsException with the faults of all files
   */
  List<LoadedElement> load(Path directory, String shown) {
    if (!Files.isDirectory(directory)) {
      throw new InvalidElementsException(List.of(shown + ": there is no such directory"));
    }
    List<LoadedElement> elements = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (Stream<Path> folders = Files.list(directory)) {
      for (Path folder : folders.sorted().toList()) {
        if (Files.exists(folder.resolve(FILE))) {
          load(folder, shown, faults::add).ifPresent(elements::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!faults.isEmpty()) {
      throw new InvalidElementsException(faults);
    }
    return elements;
  }

  private Optional<LoadedElement> load(Path folder, String shown, Consumer<String> faults) {
    String key = folder.getFileName().toString().replace("/", "");
    String file = shown + "/" + key + "/" + FILE + ":";
    try {
      return load(folder, key, file, faults);
    } catch (IOException e) {
      faults.accept(file + " it, or a file beside it, cannot be read: " + e);
      return Optional.empty();
    }
  }

  private Optional<LoadedElement> load(
      Path folder, String key, String file, Consumer<String> faults) throws IOException {
    String text = Files.readString(folder.resolve(FILE));
    JsonNode definition;
    try {
      definition = yaml.readTree(text);
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().replaceAll("\\s+", " ").strip();
      faults.accept(file + Positions.text(e.getLocation()) + ": " + problem);
      return Optional.empty();
    }
    standard.complete(definition);
    List<Fault> found = new ArrayList<>(schema.faults(definition));
    if (definition instanceof ObjectNode element) {
      checkNames(key, element, found);
      checkConfiguration(element, found);
      checkResources(element, found);
      found.addAll(Definitions.meaningFaults(element));
      byte[] image = readImage(folder, element, found);
      readHooks(folder, element, found);
      if (found.isEmpty()) {
        schema.fillDefaults(element);
        fillDerived(element);
        return Optional.of(new LoadedElement(element, image));
      }
    }
    // A second reading of the file, for those alone who have made a mistake.
    Positions positions = Positions.of(yaml.createParser(text));
    found.forEach(fault -> faults.accept(file + positions.of(fault.where()) + ": " + fault));
    return Optional.empty();
  }

  private void checkNames(String folder, ObjectNode element, List<Fault> faults) {
    JsonNode key = element.path("key");
    if (key.isTextual() && !key.asText().equals(folder)) {
      faults.add(Fault.at("/key", "the folder is called '" + folder + "'"));
    }
    JsonNode hub = element.path("hub");
    if (hub.isTextual() && !hubs.contains(hub.asText())) {
      faults.add(Fault.at("/hub", "there is no hub '" + hub.asText() + "'"));
    }
  }

  private static void checkConfiguration(ObjectNode element, List<Fault> faults) {
    Set<String> keys = new HashSet<>();
    JsonNode entries = element.path("configuration");
    for (int i = 0; i < entries.size(); i++) {
      String key = entries.path(i).path("key").asText();
      if (!keys.add(key)) {
        faults.add(
            Fault.at("/configuration/" + i + "/key", "'" + key + "' is there a second time"));
      }
    }
  }

  private static void checkResources(ObjectNode element, List<Fault> faults) {
    String prefix = "/hubs/" + element.path("hub").asText() + "/";
    Set<String> calls = new HashSet<>();
    JsonNode resources = element.path("resources");
    for (int i = 0; i < resources.size(); i++) {
      String at = "/resources/" + i + "/path";
      String path = resources.path(i).path("path").asText();
      String call = resources.path(i).path("method").asText() + " " + path;
      if (!path.startsWith(prefix)) {
        faults.add(Fault.at(at, "does not begin with " + prefix));
      }
      if (!calls.add(call)) {
        faults.add(Fault.at(at, "'" + call + "' is there a second time"));
      }
    }
  }

  private static byte @Nullable [] readImage(Path folder, ObjectNode element, List<Fault> faults)
      throws IOException {
    JsonNode image = element.path("image");
    if (!image.isTextual() || image.asText().startsWith("https://")) {
      return null;
    }
    String name = "provider_" + element.path("key").asText() + ".png";
    if (!image.asText().equals(name)) {
      faults.add(Fault.at("/image", "the image is called " + name));
    } else if (!Files.exists(folder.resolve(name))) {
      faults.add(Fault.at("/image", "there is no file " + name));
    } else {
      return Files.readAllBytes(folder.resolve(name));
    }
    return null;
  }

  private static void readHooks(Path folder, ObjectNode element, List<Fault> faults)
      throws IOException {
    readHooks(folder, element, "", faults);
    JsonNode resources = element.path("resources");
    for (int i = 0; i < resources.size(); i++) {
      readHooks(folder, resources.path(i), "/resources/" + i, faults);
    }
  }

  private static void readHooks(Path folder, JsonNode owner, String at, List<Fault> faults)
      throws IOException {
    JsonNode hooks = owner.path("hooks");
    for (int i = 0; i < hooks.size(); i++) {
      if (!(hooks.path(i) instanceof ObjectNode hook)) {
        continue;
      }
      String place = at + "/hooks/" + i;
      if (hook.has("file") == hook.has("body")) {
        faults.add(Fault.at(place, "needs either 'file' or 'body'"));
      } else if (hook.has("file")) {
        String file = hook.path("file").asText();
        Path script = folder.resolve(file);
        if (Files.isRegularFile(script)) {
          hook.put("body", Files.readString(script)).remove("file");
        } else {
          faults.add(Fault.at(place + "/file", "there is no file " + file));
        }
      }
    }
  }

  /** Fills in what follows from other fields. */
  private static void fillDerived(ObjectNode element) {
    int order = 0;
    for (JsonNode entry : element.withArrayProperty("configuration")) {
      order++;
      if (!entry.has("displayOrder")) {
        ((ObjectNode) entry).put("displayOrder", order);
      }
    }
    for (JsonNode resource : element.withArrayProperty("resources")) {
      if (!resource.has("vendorMethod")) {
        ((ObjectNode) resource).set("vendorMethod", resource.path("method"));
      }
    }
  }
}
