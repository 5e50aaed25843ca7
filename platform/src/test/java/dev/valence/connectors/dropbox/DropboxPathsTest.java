package dev.valence.connectors.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.hubs.documents.FileReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropboxPathsTest {

  @ParameterizedTest
  @CsvSource({
    "/a, /, %252Fa",
    "/plans/roof.pdf, /plans, %252Fplans%252Froof.pdf",
    "/a b+c/ü, /a b+c, %252Fa%2520b%252Bc%252F%25C3%25BC",
    "/100%/%2F%252F, /100%, %252F100%2525%252F%25252F%2525252F",
  })
  void anIdLeadsToItsPathAndItsFolder(String path, String folder, String id) {
    assertThat(DropboxPaths.idOf(path)).isEqualTo(id);
    assertThat(DropboxPaths.parentOf(id)).isEqualTo(DropboxPaths.idOf(folder));
    assertThat(DropboxPaths.ofReference(new FileReference.ById(id))).isEqualTo(path);
  }

  @Test
  void theRootAndWhatHasNoPathAreInNoFolder() {
    assertThat(DropboxPaths.parentOf(DropboxPaths.idOf("/"))).isNull();
    assertThat(DropboxPaths.parentOf(DropboxPaths.idOf(""))).isNull();
  }
}
