package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.dropbox.Entry.FolderEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder with everything below it as a zip archive, in which the folder itself is the top. */
final class FolderArchive {

  static final int MOST_ENTRIES = 10_000;

  private FolderArchive() {}

  /** Writes the archive of a folder into a file. */
  static Path write(FileTree tree, FolderEntry folder, Path target) throws IOException {
    String parent = PathRules.parent(folder.path());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      zip.putNextEntry(new ZipEntry(PathRules.name(folder.path()) + "/"));
      for (Existing entry : tree.below(folder.path())) {
        String name = entry.path().substring(parent.length() + 1);
        zip.putNextEntry(new ZipEntry(entry instanceof FileEntry ? name : name + "/"));
        if (entry instanceof FileEntry file) {
          Files.copy(file.content().file(), zip);
        }
        zip.closeEntry();
      }
    }
    return target;
  }
}
