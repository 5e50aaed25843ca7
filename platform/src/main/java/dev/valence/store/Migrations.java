package dev.valence.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The migrations as files of a directory. In a packaged server they are in a jar whose folders only
 * the framework can list, and a command beside the server has no framework.
 */
final class Migrations implements AutoCloseable {

  private static final String FOLDER = "/db/migration/";
  private static final String FIRST = FOLDER + "V1__foundation.sql";

  private final Path directory;

  private Migrations(Path directory) {
    this.directory = directory;
  }

  static Migrations copy() {
    URL first = Objects.requireNonNull(Migrations.class.getResource(FIRST), FIRST);
    String place = first.toString();
    try {
      Path directory = Files.createTempDirectory("valence-migrations");
      if (place.startsWith("jar:")) {
        URI jar = URI.create(place.substring("jar:".length(), place.indexOf("!/")));
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
          copy(files.getPath(FOLDER), directory);
        }
      } else {
        copy(Objects.requireNonNull(Path.of(URI.create(place)).getParent()), directory);
      }
      return new Migrations(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("The migrations cannot be read.", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> scripts;
    try (Stream<Path> all = Files.list(from)) {
      scripts = all.toList();
    }
    for (Path script : scripts) {
      Files.copy(script, to.resolve(String.valueOf(script.getFileName())));
    }
  }

  /** Where they are, as Flyway names it. */
  String location() {
    return "filesystem:" + directory;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + directory + " cannot be deleted.", e);
    }
  }
}
