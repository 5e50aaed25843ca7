package dev.valence.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.util.ClassPathUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementLoaderTest {

  private static final String GOOD =
      """
      key: example
      name: Example
      description: An example.
      hub: crm
      hosts: [api.example.com]
      authentication:
        type: oauth2
      """;

  private final ElementLoader loader =
      new ElementLoader(Set.of("crm", "documents", "helpdesk", "marketing", "social"));
  @TempDir Path directory;

  @Test
  void theBuiltInElementsAreAllRight() {
    assertThat(loader.loadBuiltIn()).extracting(LoadedElement::key).contains("dropbox");
  }

  @Test
  void anImageMayBeAnywhereOnTheWeb() throws IOException {
    write("image: https://images.example.com/a.png");

    LoadedElement element = loader.load(directory, "elements").getFirst();

    assertThat(element.definition().path("image").asText())
        .isEqualTo("https://images.example.com/a.png");
    assertThat(element.image()).isNull();
  }

  @Test
  void whatIsLeftOutIsFilledIn() throws IOException {
    write(
        """
        configuration:
          - key: base.url
            name: Base URL
            description: Where calls go
            defaultValue: 12
          - key: other
            name: Other
            description: Another
            displayOrder: 9
        resources:
          - method: PATCH
            path: /hubs/crm/contacts/{id}
            parameters:
              - {name: id, type: path, vendorName: id, vendorType: path}
        """);
    JsonNode element = loader.load(directory, "elements").getFirst().definition();
    assertThat(element.path("active").asBoolean()).isTrue();
    assertThat(element.path("deleted")).isEqualTo(element.path("beta"));
    assertThat(element.path("protocolType").asText()).isEqualTo("http");
    assertThat(element.path("configuration").findValuesAsText("displayOrder"))
        .containsExactly("1", "9");
    assertThat(element.at("/configuration/0/type").asText()).isEqualTo("TEXTFIELD_128");
    assertThat(element.at("/configuration/1/active").asBoolean()).isTrue();
    assertThat(element.at("/resources/0/vendorMethod").asText()).isEqualTo("PATCH");
    assertThat(element.at("/resources/0/type").asText()).isEqualTo("api");
    assertThat(element.at("/resources/0/parameters/0/source").asText()).isEqualTo("request");
  }

  @Test
  void aHookIsReadFromItsFile() throws IOException {
    write("hooks: [{type: preRequest, file: hooks/before.js}]");
    Files.createDirectory(directory.resolve("example/hooks"));
    Files.writeString(directory.resolve("example/hooks/before.js"), "done({});\n");
    JsonNode hook = loader.load(directory, "elements").getFirst().definition().at("/hooks/0");
    assertThat(hook.path("body").asText()).isEqualTo("done({});\n");
    assertThat(hook.has("file")).isFalse();
    assertThat(hook.path("mimeType").asText()).isEqualTo("application/javascript");
  }

  @Test
  void anImageIsReadFromItsFile() throws IOException {
    write("image: provider_example.png");
    Files.write(directory.resolve("example/provider_example.png"), new byte[] {1, 2, 3});
    assertThat(loader.load(directory, "elements").getFirst().image()).containsExactly(1, 2, 3);
  }

  @Test
  void everyFaultIsNamedWithItsLineAndColumn() throws IOException {
    write(
        """
        colour: blue
        configuration:
          - key: a
            name: A
            description: The first
            type: TEXTFELD_32
          - key: a
            description: The second
            required: sometimes
        """);
    assertFaults(
        "8:1: colour: no such field",
        "13:5: configuration[0].type: does not have a value in the enumeration [\"TEXTFIELD_32\","
            + " \"TEXTFIELD_64\", \"TEXTFIELD_100\", \"TEXTFIELD_128\", \"TEXTFIELD_1000\","
            + " \"TEXTAREA\", \"CODE_EDITOR\", \"BOOLEAN\", \"BOOLEAN_YESNO\", \"PASSWORD\","
            + " \"COMBO\"]",
        "14:5: configuration[1]: 'name' is missing",
        "16:5: configuration[1].required: string found, boolean expected",
        "14:5: configuration[1].key: 'a' is there a second time");
  }

  @Test
  void aMissingFieldIsNamed() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("example"));
    Files.writeString(folder.resolve("element.yaml"), "# nothing but a name\nname: Example\n");
    assertFaults(
        "2:1: 'key' is missing",
        "2:1: 'description' is missing",
        "2:1: 'hub' is missing",
        "2:1: 'authentication' is missing",
        "2:1: 'hosts' is missing");
  }

  @Test
  void brokenYamlIsNamedWithItsPlace() throws IOException {
    write("resources: [\n  {method: GET\n");
    assertThatThrownBy(() -> loader.load(directory, "elements"))
        .isInstanceOf(InvalidElementsException.class)
        .hasMessageStartingWith("elements/example/element.yaml:9:15: ")
        .hasMessageContaining("expected ',' or '}'");
  }

  @Test
  void aFieldThatIsThereTwiceIsNamed() throws IOException {
    write("name: Another\n");
    assertThatThrownBy(() -> loader.load(directory, "elements"))
        .hasMessageStartingWith("elements/example/element.yaml:8:5: Duplicate field 'name'");
  }

  @Test
  void aSecondDefinitionInTheFileIsNamed() throws IOException {
    write("---\n" + GOOD);
    assertThatThrownBy(() -> loader.load(directory, "elements"))
        .isInstanceOf(InvalidElementsException.class)
        .hasMessageStartingWith("elements/example/element.yaml:9:1: ");
  }

  @Test
  void anEmptyFileIsAFault() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("example"));
    Files.writeString(folder.resolve("element.yaml"), "");
    assertThatThrownBy(() -> loader.load(directory, "elements"))
        .isInstanceOf(InvalidElementsException.class)
        .hasMessageStartingWith("elements/example/element.yaml:1:1: ");
  }

  @Test
  void resourcesBelongToTheHubAndAreThereOnce() throws IOException {
    write(
        """
        resources:
          - {method: GET, path: /hubs/documents/files}
          - {method: GET, path: /hubs/crm/contacts}
          - {method: GET, path: /hubs/crm/contacts}
        """);
    assertFaults(
        "9:19: resources[0].path: does not begin with /hubs/crm/",
        "11:19: resources[2].path: 'GET /hubs/crm/contacts' is there a second time");
  }

  @Test
  void hubFolderImageAndHooksAreChecked() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("other"));
    Files.writeString(
        folder.resolve("element.yaml"),
        GOOD.replace("hub: crm", "hub: crap")
            + """
            image: provider_example.png
            hooks:
              - {type: preRequest, file: hooks/none.js}
              - {type: event}
            """);
    assertThatThrownBy(() -> loader.load(directory, "elements"))
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "elements/other/element.yaml:1:1: key: the folder is called 'other'",
                "elements/other/element.yaml:4:1: hub: there is no hub 'crap'",
                "elements/other/element.yaml:8:1: image: there is no file provider_example.png",
                "elements/other/element.yaml:10:24: hooks[0].file: there is no file hooks/none.js",
                "elements/other/element.yaml:11:5: hooks[1]: needs either 'file' or 'body'"));
  }

  @Test
  void theFaultsOfAllFilesAreNamedAtOnce() throws IOException {
    for (String key : List.of("one", "two")) {
      Path folder = Files.createDirectory(directory.resolve(key));
      Files.writeString(
          folder.resolve("element.yaml"), GOOD.replace("example", key) + "colour: blue\n");
    }
    assertThatThrownBy(() -> loader.load(directory, "elements"))
        .isInstanceOfSatisfying(
            InvalidElementsException.class,
            invalid ->
                assertThat(invalid.faults())
                    .containsExactly(
                        "elements/one/element.yaml:8:1: colour: no such field",
                        "elements/two/element.yaml:8:1: colour: no such field"));
  }

  @Test
  void anOperatorsFaultsAreNamedWhereTheyAre() throws IOException {
    write("colour: blue");
    Files.write(
        Files.createDirectory(directory.resolve("other")).resolve("element.yaml"),
        new byte[] {'k', (byte) 0xfc});

    assertThatThrownBy(() -> loader.load(operators(directory)))
        .isInstanceOfSatisfying(
            InvalidElementsException.class,
            invalid ->
                assertThat(invalid.faults())
                    .hasSize(2)
                    .contains(directory + "/example/element.yaml:8:1: colour: no such field")
                    .last()
                    .asString()
                    .startsWith(directory + "/other/element.yaml: ")
                    .contains("cannot be read"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "file"})
  void anOperatorsDirectoryHasToBeThere(String name) throws IOException {
    Path path = directory.resolve(name);
    if (name.equals("file")) {
      Files.createFile(path);
    }

    assertThatThrownBy(() -> loader.load(operators(path)))
        .isInstanceOf(InvalidElementsException.class)
        .hasMessage(path + ": there is no such directory");
  }

  private static ElementDirectory operators(Path path) {
    return new ElementDirectory(Optional.of(path));
  }

  @Test
  void elementsAreReadFromAJar() throws IOException {
    Path jar = directory.resolve("app.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("elements/example/element.yaml"));
      out.write(GOOD.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    URL elements = URI.create("jar:" + jar.toUri() + "!/elements").toURL();
    List<LoadedElement> loaded = new ArrayList<>();
    ClassPathUtils.consumeAsPath(elements, path -> loaded.addAll(loader.load(path, "elements")));
    assertThat(loaded).extracting(LoadedElement::key).containsExactly("example");
  }

  private void write(String more) throws IOException {
    Path folder = Files.createDirectory(directory.resolve("example"));
    Files.writeString(folder.resolve("element.yaml"), GOOD + more);
  }

  private void assertFaults(String... faults) {
    assertThatThrownBy(() -> loader.load(directory, "elements"))
        .isInstanceOfSatisfying(
            InvalidElementsException.class,
            invalid ->
                assertThat(invalid.faults())
                    .map(fault -> fault.replaceFirst("^elements/example/element.yaml:", ""))
                    .containsExactlyInAnyOrder(faults));
  }
}
