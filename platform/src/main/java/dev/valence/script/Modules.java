package dev.valence.script;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/**
 * What scripts may require: a few modules of the platform's own, and libraries from the class path,
 * whose files may require each other.
 *
 * <p>A module's id is its name, or the file of a library, such as {@code lodash/fp.js}. A library
 * is parsed once and evaluated in each context that asks for it, so that nobody sees what another
 * did to it.
 */
final class Modules {

  /** The id of what crypto-js takes random numbers from. */
  private static final String RANDOM = "random";

  private static final Set<String> OWN = Set.of("http", "https", "util", "querystring", "url");

  /** The libraries and where their files begin. */
  private static final Map<String, Library> LIBRARIES =
      Map.of(
          "lodash", new Library("lodash", "lodash.js"),
          "moment", new Library("moment", "moment.js"),
          "crypto-js", new Library("crypto-js", "crypto-js.js"));

  /** More than the files of the libraries that anybody requires one by one. */
  private static final int KEPT = 1000;

  private record Library(String name, String main) {}

  private final Cache<String, Source> sources = Caffeine.newBuilder().maximumSize(KEPT).build();
  private final Map<String, String> folders = new ConcurrentHashMap<>();
  private final ClassLoader classes = Modules.class.getClassLoader();

  /**
   * The id of a module, or empty for one that is not offered.
   *
   * @param from the id of the module that requires it; empty for a script
   * @param name how it is required
   */
  String resolve(String from, String name) {
    if (from.startsWith("crypto-js/") && name.equals("crypto")) {
      return RANDOM;
    }
    if (OWN.contains(name)) {
      return name;
    }
    String id = path(name.startsWith(".") ? parent(from) : "", name);
    Library library = LIBRARIES.get(id);
    if (library != null) {
      return library.name() + "/" + library.main();
    }
    int slash = id.indexOf('/');
    if (slash < 0 || !LIBRARIES.containsKey(id.substring(0, slash))) {
      return "";
    }
    String file = id.endsWith(".js") ? id : id + ".js";
    return source(file).isPresent() ? file : "";
  }

  private static String parent(String id) {
    return id.substring(0, Math.max(id.lastIndexOf('/'), 0));
  }

  /** The path from a folder to a file; empty when it leads out of all folders. */
  private static String path(String folder, String name) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : (folder + "/" + name).split("/+", -1)) {
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          return "";
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return String.join("/", segments);
  }

  /** Where the files of a library lie, which depends on its version. */
  private String folder(String library) {
    String about = "META-INF/maven/org.webjars.npm/" + library + "/pom.properties";
    try (InputStream file = classes.getResourceAsStream(about)) {
      if (file == null) {
        throw new IllegalStateException(library + " is not on the class path.");
      }
      Properties properties = new Properties();
      properties.load(file);
      return "META-INF/resources/webjars/" + library + "/" + properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source of a module that was resolved: a function that is given what a module is given. */
  Optional<Source> source(String id) {
    Source known = sources.getIfPresent(id);
    if (known == null) {
      known = read(id);
      if (known != null) {
        sources.put(id, known);
      }
    }
    return Optional.ofNullable(known);
  }

  /** A part of the platform's own. */
  Source own(String name) {
    return Optional.ofNullable(read(name))
        .orElseThrow(() -> new IllegalStateException("There is no script " + name + "."));
  }

  private @Nullable Source read(String id) {
    int slash = id.indexOf('/');
    String path;
    if (slash < 0) {
      path = "script/" + (id.equals("https") ? "http" : id) + ".js";
    } else {
      path = folders.computeIfAbsent(id.substring(0, slash), this::folder) + id.substring(slash);
    }
    try (InputStream file = classes.getResourceAsStream(path)) {
      if (file == null) {
        return null;
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder(
              "js", slash < 0 ? text : "(function (exports, module, require) {" + text + "\n})", id)
          .internal(true)
          .buildLiteral();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
