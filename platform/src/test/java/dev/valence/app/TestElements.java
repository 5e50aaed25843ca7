package dev.valence.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Elements of the tests' own, beside the built-in ones, for a server that is about to start. In
 * their files {@code VENDOR} stands for the host and port of {@link #vendor()}.
 */
public final class TestElements implements QuarkusTestResourceLifecycleManager {

  private static final String FOLDER = "/test-elements";

  private static @Nullable TestVendor vendor;

  /** A server of its own for the tests that need these elements. */
  public static final class Profile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("valence.provider-timeout", "3s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(TestPlatform.class), new TestResourceEntry(TestElements.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  /** The vendor behind the elements. */
  public static TestVendor vendor() {
    return Objects.requireNonNull(vendor, "this test runs without elements of its own");
  }

  @Override
  public Map<String, String> start() {
    vendor = new TestVendor();
    try {
      Path source =
          Path.of(Objects.requireNonNull(TestElements.class.getResource(FOLDER), FOLDER).toURI());
      Path target = Files.createTempDirectory("valence-elements");
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = target.resolve(source.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.writeString(copy, Files.readString(file).replace("VENDOR", vendor.hostAndPort()));
        }
      }
      return Map.of("valence.elements", target.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    vendor().close();
    vendor = null;
  }
}
