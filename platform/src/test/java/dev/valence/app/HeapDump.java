package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a server has in memory, as somebody would find it who got hold of a dump: everything that is
 * alive after a full collection, with the bytes of texts and of buffers as they are.
 */
final class HeapDump {

  private static final int BLOCK = 4 * 1024 * 1024;

  private HeapDump() {}

  /** Writes the dump of a process to a file that is not there yet. */
  static void write(long pid, Path file) throws IOException, InterruptedException {
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid),
                "GC.heap_dump",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(command.waitFor()).as(said).isZero();
    assertThat(file).as(said).isNotEmptyFile();
  }

  /** How often each text is in a dump, in ASCII as a string of letters is kept. */
  static Map<String, Integer> count(Path file, Collection<String> texts) throws IOException {
    Map<String, byte[]> wanted = new LinkedHashMap<>();
    texts.forEach(text -> wanted.put(text, text.getBytes(StandardCharsets.ISO_8859_1)));
    int longest = wanted.values().stream().mapToInt(bytes -> bytes.length).max().orElse(1);
    Map<String, Integer> found = new LinkedHashMap<>();
    byte[] block = new byte[BLOCK + longest - 1];
    int kept = 0;
    try (InputStream dump = Files.newInputStream(file)) {
      int read;
      while ((read = dump.readNBytes(block, kept, block.length - kept)) > 0) {
        int end = kept + read;
        boolean last = end < block.length;
        int starts = last ? end : end - longest + 1;
        byte[] bytes = block;
        wanted.forEach((text, letters) ->
            found.merge(text, occurrences(bytes, starts, end, letters), Integer::sum));
        if (last) {
          break;
        }
        kept = longest - 1;
        System.arraycopy(block, starts, block, 0, kept);
      }
    }
    return found;
  }

  private static int occurrences(byte[] bytes, int starts, int end, byte[] letters) {
    int count = 0;
    for (int at = 0; at < starts && at + letters.length <= end; at++) {
      if (bytes[at] == letters[0]
          && Arrays.equals(bytes, at, at + letters.length, letters, 0, letters.length)) {
        count++;
      }
    }
    return count;
  }
}
