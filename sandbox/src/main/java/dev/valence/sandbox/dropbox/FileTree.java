package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Content;
import dev.valence.sandbox.dropbox.Entry.DeletedEntry;
import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.dropbox.Entry.FolderEntry;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files and folders of one user. Every operation is atomic. */
final class FileTree {

  private static final int ID_BYTES = 16;

  private final User user;
  private final InstantSource clock;
  private final String epoch = Secrets.random(ID_BYTES);
  private final Entries entries = new Entries();
  private final Tags tags = new Tags();
  private final Properties properties = new Properties();
  private long nextRevision = 0x5f00000000001L;
  private long usedBytes;

  FileTree(User user, InstantSource clock) {
    this.user = user;
    this.clock = clock;
  }

  /** Tells this tree from all others, earlier ones of the same user included. */
  String epoch() {
    return epoch;
  }

  /** The tags of the files and folders. */
  Tags tags() {
    return tags;
  }

  /** The templates of the user, and the properties of the files and folders. */
  Properties properties() {
    return properties;
  }

  synchronized long usedBytes() {
    return usedBytes;
  }

  synchronized int sequence() {
    return entries.journal().sequence();
  }

  /**
   * The path a reference leads to.
   *
   * @param reference a path, {@code id:…} or {@code ns:…}
   * @return null when an identifier or a namespace does not exist
   */
  synchronized @Nullable String resolve(String reference) {
    if (reference.startsWith("id:")) {
      return entries.pathOf(reference);
    }
    if (reference.startsWith("ns:")) {
      int slash = reference.indexOf('/');
      String namespace = reference.substring(3, slash < 0 ? reference.length() : slash);
      return namespace.equals(Long.toString(user.number()))
          ? (slash < 0 ? "" : reference.substring(slash))
          : null;
    }
    return reference;
  }

  /** What is at a path. */
  synchronized @Nullable Existing find(String path) {
    return entries.find(path);
  }

  /** What was deleted at a path. */
  synchronized @Nullable DeletedEntry findDeleted(String path) {
    return entries.findDeleted(path);
  }

  /** A revision, whether it is the latest one or not. */
  synchronized @Nullable FileEntry findRevision(String revision) {
    return entries.history().find(revision);
  }

  /**
   * The revisions that a file has had.
   *
   * @param reference a path, or an identifier that may be that of a deleted file
   * @param byId whether those of the same identifier are wanted instead of those at the path
   * @return null when there has never been anything
   */
  synchronized History.@Nullable Revisions revisions(String reference, boolean byId) {
    if (reference.startsWith("id:") && (byId || entries.pathOf(reference) == null)) {
      return entries.history().ofId(reference, entries.pathOf(reference) != null);
    }
    String path = resolve(reference);
    if (path == null || find(path) instanceof FolderEntry) {
      return null;
    }
    Existing present = find(path);
    History.Revisions atPath = entries.history().ofPath(PathRules.lower(path), present != null);
    if (atPath == null || !byId) {
      return atPath;
    }
    String id = atPath.newestFirst().getFirst().id();
    return entries.history().ofId(id, present != null);
  }

  /** Everything in order of lower-case paths. */
  synchronized List<Existing> all() {
    return entries.all();
  }

  /** Everything that was deleted, in order of lower-case paths. */
  synchronized List<DeletedEntry> allDeleted() {
    return entries.allDeleted();
  }

  /** Writes a file and makes the folders above it. */
  synchronized FileEntry write(@Nullable String wanted, Content content, WriteRules rules)
      throws WriteFailure {
    PathRules.checkWritable(wanted);
    String path = Objects.requireNonNull(wanted);
    Existing present = find(path);
    if (present instanceof FileEntry file
        && !rules.strict()
        && !(rules.mode() instanceof WriteRules.Mode.Overwrite)
        && file.content().hash().equals(content.hash())) {
      return file;
    }
    boolean inTheWay =
        present == null
            ? rules.strict() && isUpdateOfDeleted(path, rules.mode())
            : !mayReplace(present, rules.mode());
    if (inTheWay) {
      if (!rules.autorename()) {
        throw conflict(present);
      }
      path = entries.freePath(path);
      present = null;
    }
    return store(path, present, newId(), content, rules.clientModified());
  }

  /**
   * Makes a revision the latest one of a path.
   *
   * @return null when there is no such revision
   */
  synchronized @Nullable FileEntry restore(@Nullable String wanted, String revision)
      throws WriteFailure {
    PathRules.checkWritable(wanted);
    String path = Objects.requireNonNull(wanted);
    FileEntry old = entries.history().find(revision);
    if (old == null) {
      return null;
    }
    Existing present = find(path);
    if (present instanceof FolderEntry) {
      throw conflict(present);
    }
    // A deleted file comes back as itself, unless it lives on somewhere else.
    String id = entries.pathOf(old.id()) != null ? newId() : old.id();
    return store(path, present, id, old.content(), old.clientModified());
  }

  private FileEntry store(
      String path,
      @Nullable Existing present,
      String idOfNew,
      Content content,
      @Nullable Instant clientModified)
      throws WriteFailure {
    long replacedBytes = present instanceof FileEntry file ? file.content().size() : 0;
    if (usedBytes - replacedBytes + content.size() > user.storageBytes()) {
      throw new WriteFailure("insufficient_space");
    }
    String shown =
        present == null ? makeParents(path) + "/" + PathRules.name(path) : present.path();
    Instant now = now();
    FileEntry file =
        new FileEntry(
            present == null ? idOfNew : present.id(),
            shown,
            newRevision(),
            clientModified == null ? now : clientModified,
            now,
            content);
    usedBytes += content.size() - replacedBytes;
    entries.put(file);
    return file;
  }

  /** Makes a folder and the folders above it. */
  synchronized FolderEntry createFolder(@Nullable String wanted, boolean autorename)
      throws WriteFailure {
    FolderEntry folder = new FolderEntry(newId(), shownTarget(wanted, autorename));
    entries.put(folder);
    return folder;
  }

  /**
   * Deletes what is at a path with everything below it.
   *
   * @param parentRevision the revision a file must have, or null
   * @return what was deleted; null when there is nothing
   */
  synchronized @Nullable Existing delete(String path, @Nullable String parentRevision)
      throws WriteFailure {
    Existing present = find(path);
    if (present == null) {
      return null;
    }
    if (parentRevision != null
        && !(present instanceof FileEntry file && file.revision().equals(parentRevision))) {
      throw conflict(present);
    }
    entries.withAllBelow(present).forEach(this::remove);
    entries.journal().add(new DeletedEntry(present.path()));
    return present;
  }

  /**
   * Moves what is at a path with everything below it.
   *
   * @return null when there is nothing at the path
   */
  synchronized @Nullable Existing move(String from, @Nullable String wanted, boolean autorename)
      throws WriteFailure {
    Existing source = find(from);
    if (source == null) {
      return null;
    }
    String target = shownTarget(wanted, autorename);
    List<Existing> moved = entries.withAllBelow(source);
    moved.forEach(this::remove);
    entries.journal().add(new DeletedEntry(source.path()));
    for (Existing entry : moved) {
      String path = target + entry.path().substring(source.path().length());
      if (entry instanceof FileEntry file) {
        usedBytes += file.content().size();
      }
      entries.put(
          switch (entry) {
            case FolderEntry folder -> new FolderEntry(folder.id(), path);
            case FileEntry file ->
                new FileEntry(
                    file.id(),
                    path,
                    newRevision(),
                    file.clientModified(),
                    file.serverModified(),
                    file.content());
          });
    }
    return find(target);
  }

  /**
   * Copies what is at a path with everything below it.
   *
   * @return null when there is nothing at the path
   */
  synchronized @Nullable Existing copy(String from, @Nullable String wanted, boolean autorename)
      throws WriteFailure {
    Existing source = find(from);
    if (source == null) {
      return null;
    }
    List<Existing> copied = entries.withAllBelow(source);
    long bytes = copied.stream().mapToLong(FileTree::bytesOf).sum();
    if (usedBytes + bytes > user.storageBytes()) {
      throw new WriteFailure("insufficient_space");
    }
    String target = shownTarget(wanted, autorename);
    for (Existing entry : copied) {
      String path = target + entry.path().substring(source.path().length());
      entries.put(
          switch (entry) {
            case FolderEntry folder -> new FolderEntry(newId(), path);
            case FileEntry file ->
                new FileEntry(
                    newId(), path, newRevision(), file.clientModified(), now(), file.content());
          });
    }
    usedBytes += bytes;
    return find(target);
  }

  /** Where something is put that must not be in the way of anything, as it will be shown. */
  private String shownTarget(@Nullable String wanted, boolean autorename) throws WriteFailure {
    PathRules.checkWritable(wanted);
    String path = Objects.requireNonNull(wanted);
    Existing present = find(path);
    if (present != null) {
      if (!autorename) {
        throw conflict(present);
      }
      path = entries.freePath(path);
    }
    return makeParents(path) + "/" + PathRules.name(path);
  }

  /** What is below a path, in order of lower-case paths. */
  synchronized List<Existing> below(String path) {
    return entries.below(path);
  }

  private static long bytesOf(Existing entry) {
    return entry instanceof FileEntry file ? file.content().size() : 0;
  }

  /** The entries of a folder after one of them, in order of their lower-case paths. */
  synchronized Entries.Slice list(
      String folder, boolean recursive, boolean withDeleted, @Nullable String after, int limit) {
    return entries.list(folder, recursive, withDeleted, after, limit);
  }

  /** The changes in a folder after a number of the sequence. */
  synchronized Journal.Changes changes(String folder, boolean recursive, int after, int limit) {
    return entries.changes(folder, recursive, after, limit);
  }

  private static boolean mayReplace(Existing present, WriteRules.Mode mode) {
    return present instanceof FileEntry file
        && switch (mode) {
          case WriteRules.Mode.Add add -> false;
          case WriteRules.Mode.Overwrite overwrite -> true;
          case WriteRules.Mode.Update update -> file.revision().equals(update.revision());
        };
  }

  private boolean isUpdateOfDeleted(String path, WriteRules.Mode mode) {
    return mode instanceof WriteRules.Mode.Update && findDeleted(path) != null;
  }

  private static WriteFailure conflict(@Nullable Existing present) {
    return new WriteFailure("conflict", present instanceof FolderEntry ? "folder" : "file");
  }

  /** Makes the folders above a path; the path of the nearest one as it is shown. */
  private String makeParents(String path) throws WriteFailure {
    String parent = PathRules.parent(path);
    if (parent.isEmpty()) {
      return "";
    }
    Existing present = find(parent);
    if (present instanceof FileEntry) {
      throw new WriteFailure("conflict", "file_ancestor");
    }
    if (present != null) {
      return present.path();
    }
    FolderEntry folder =
        new FolderEntry(newId(), makeParents(parent) + "/" + PathRules.name(parent));
    entries.put(folder);
    return folder.path();
  }

  private void remove(Existing entry) {
    entries.remove(entry, now());
    usedBytes -= bytesOf(entry);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private String newRevision() {
    return Long.toHexString(nextRevision++);
  }

  private static String newId() {
    return "id:" + Secrets.random(ID_BYTES);
  }
}
