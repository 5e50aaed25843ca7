package dev.valence.instances;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the operator keeps the apps that are registered at providers for everybody.
 *
 * @param path a YAML or JSON file; empty when there is none
 */
public record DefaultAppsFile(Optional<Path> path) {}
