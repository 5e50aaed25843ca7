package dev.valence.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.catalog.ElementDirectory;
import dev.valence.catalog.EndpointOverlay;
import dev.valence.catalog.PlatformElements;
import dev.valence.model.Secret;
import dev.valence.store.OwnerOnlyFile;
import dev.valence.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the operator's apps. */
class DefaultAppsTest {

  private static TestDatabase database;
  private static PlatformElements catalog;

  @TempDir Path directory;

  @BeforeAll
  static void readElements() {
    database = TestDatabase.fresh();
    catalog =
        new PlatformElements(
            database.database(),
            EndpointOverlay.none(),
            ElementDirectory.none(),
            List.of(),
            element -> List.of());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private DefaultApps read(String text) {
    Path file = directory.resolve("apps.yaml");
    OwnerOnlyFile.write(file, text);
    return new DefaultApps(new DefaultAppsFile(Optional.of(file)), catalog);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dropbox: {apiKey: k, apiSecret: s, callbackUrl: https://app.example.com/cb}",
        "{\"dropbox\": {\"apiKey\": \"k\", \"apiSecret\": \"s\","
            + " \"callbackUrl\": \"https://app.example.com/cb\"}}"
      })
  void itIsYamlOrJson(String text) {
    assertThat(read(text).find(catalog.require("dropbox")))
        .contains(new RegisteredApp(Secret.of("k"), Secret.of("s"), "https://app.example.com/cb"));
  }

  @Test
  void allFaultsAreNamedAtOnceAndNoValue() {
    assertThatThrownBy(
            () -> read("no-such: {apiKey: k, apiSecret: s}\ndropbox: {apiSecret: sesame}"))
        .hasMessageContaining("apps.yaml")
        .hasMessageContaining("no-such")
        .hasMessageContaining("dropbox.apiKey is missing")
        .hasMessageNotContaining("sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropbox: {apiKey: sesame", "[sesame]", "sesame", ""})
  void whatIsNoListOfAppsIsRefusedWithoutBeingQuoted(String text) {
    assertThatThrownBy(() -> read(text))
        .hasMessageContaining("apps.yaml")
        .hasMessageNotContaining("sesame")
        .hasNoCause();
  }

  @Test
  void aCallbackThatIsNoUrlIsRefused() {
    assertThatThrownBy(() -> read("dropbox: {apiKey: k, apiSecret: s, callbackUrl: nowhere}"))
        .hasMessageContaining("dropbox.callbackUrl");
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Path file = directory.resolve("open.yaml");
    Files.writeString(file, "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> new DefaultApps(new DefaultAppsFile(Optional.of(file)), catalog))
        .hasMessageContaining("open.yaml")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = directory.resolve("none.yaml");

    assertThatThrownBy(() -> new DefaultApps(new DefaultAppsFile(Optional.of(file)), catalog))
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("cannot be read");
  }
}
