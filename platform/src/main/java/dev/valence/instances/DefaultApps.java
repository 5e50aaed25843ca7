package dev.valence.instances;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.valence.catalog.PlatformElements;
import dev.valence.model.Element;
import dev.valence.store.OwnerOnlyFile;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The apps that the operator has registered at providers for everybody, so that an account can be
 * connected by who has no app (contract, core 2.1 and 3.2). They are read when the server starts.
 */
@ApplicationScoped
@Startup
class DefaultApps {

  /** By the numbers of elements: an organization's own may have the key of a built-in one. */
  private final Map<Long, RegisteredApp> apps;

  /**
   * Reads the apps.
   *
   * @throws IllegalStateException that names every fault of the file, and none of its values
   */
  @Inject
  DefaultApps(DefaultAppsFile file, PlatformElements catalog) {
    this.apps = file.path().map(path -> read(path, catalog)).orElse(Map.of());
  }

  /**
   * The app of an element, if the operator has one; none for an organization's own element,
   * whatever its key, since its definition says where the secret goes.
   */
  Optional<RegisteredApp> find(Element element) {
    return Optional.ofNullable(apps.get(element.id()));
  }

  private static Map<Long, RegisteredApp> read(Path file, PlatformElements catalog) {
    Map<String, Element> elements = new HashMap<>();
    catalog.elements().forEach(element -> elements.put(element.key(), element));
    Map<Long, RegisteredApp> apps = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, JsonNode> app : parse(file).properties()) {
      String key = app.getKey();
      Optional<Element> element = Optional.ofNullable(elements.get(key));
      RegisteredApp.read(key, element, app.getValue(), faults::add)
          .ifPresent(read -> element.ifPresent(known -> apps.put(known.id(), read)));
    }
    if (!faults.isEmpty()) {
      throw fault(file, String.join(" ", faults));
    }
    return Map.copyOf(apps);
  }

  /** None of the causes is kept: their messages quote the file. */
  private static JsonNode parse(Path file) {
    try {
      if (OwnerOnlyFile.isOpenToOthers(file)) {
        throw fault(file, "It is open to others than its owner. Close it (chmod 600).");
      }
      JsonNode apps = new YAMLMapper().readTree(Files.readString(file));
      if (apps.isObject()) {
        return apps;
      }
      throw fault(file, "It does not name elements with their apps.");
    } catch (JsonProcessingException e) {
      throw fault(
          file, "It is neither YAML nor JSON, at line " + e.getLocation().getLineNr() + ".");
    } catch (IOException e) {
      throw fault(file, "It cannot be read.");
    }
  }

  private static IllegalStateException fault(Path file, String fault) {
    return new IllegalStateException("The apps in " + file + " cannot be used. " + fault);
  }
}
