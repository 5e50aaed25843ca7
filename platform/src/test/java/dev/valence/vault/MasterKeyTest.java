package dev.valence.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

  @TempDir private Path directory;

  @Test
  void aMissingKeyIsNamedAndNotMadeUnasked() {
    Path file = directory.resolve("master.key");
    assertThatThrownBy(() -> MasterKey.read(file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("There is no master key in " + file)
        .hasMessageContaining("VALENCE_MASTER_KEY_FILE");
    assertThat(file).doesNotExist();
  }

  @Test
  void aKeyIsMadeOnceForItsOwnerOnly() throws IOException {
    Path file = directory.resolve("new").resolve("master.key");
    MasterKey.readOrCreate(file);
    String content = Files.readString(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    MasterKey.readOrCreate(file);
    assertThat(file).hasContent(content);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void aKeyThatOthersCanReachIsRefused(String permissions) throws IOException {
    Path file = directory.resolve("master.key");
    MasterKey.readOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(() -> MasterKey.read(file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aFileThatIsNoKeyIsRefusedWithoutBeingQuoted() throws IOException {
    Path file = directory.resolve("master.key");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "something secret");
    assertThatThrownBy(() -> MasterKey.readOrCreate(file))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("is not a master key")
        .hasNoCause()
        .hasMessageNotContaining("something secret");
  }
}
