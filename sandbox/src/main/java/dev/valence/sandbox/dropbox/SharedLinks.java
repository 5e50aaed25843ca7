package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Existing;
import dev.valence.sandbox.dropbox.Entry.FileEntry;
import dev.valence.sandbox.dropbox.Entry.FolderEntry;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links by which files and folders are shared. Every operation is atomic. */
final class SharedLinks {

  static final String HOST = "www.dropbox.com";

  /** The path of a link: whether to a file or a folder, its key, the name of the item. */
  private static final Pattern PATH = Pattern.compile("/scl/(fi|fo)/([\\w-]+)/([^/]*)");

  private static final Pattern SECRET = Pattern.compile("(?:^|&)rlkey=([\\w-]+)");
  private static final int KEY_BYTES = 15;

  /**
   * A link.
   *
   * @param key what its address is found by
   * @param secret what must be in the address as well
   * @param owner whose it is
   * @param itemId the identifier of the file or folder
   * @param settings who may use it and until when
   */
  record SharedLink(String key, String secret, User owner, String itemId, LinkSettings settings) {}

  /** A link together with what it leads to at present. */
  record Found(SharedLink link, Existing item, FileTree tree) {
    Optional<FileEntry> file() {
      return item instanceof FileEntry file ? Optional.of(file) : Optional.empty();
    }
  }

  private final DropboxFiles files;
  private final Addresses addresses;
  private final InstantSource clock;
  private final Map<String, SharedLink> links = new LinkedHashMap<>();

  SharedLinks(DropboxFiles files, Addresses addresses, InstantSource clock) {
    this.files = files;
    this.addresses = addresses;
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  /** The beginning of the addresses of links, for a client that has made a request. */
  String address(Request request) {
    return addresses.seenBy(request, HOST);
  }

  synchronized Found create(User owner, Existing item, LinkSettings settings) {
    SharedLink link =
        new SharedLink(
            Secrets.random(KEY_BYTES), Secrets.random(KEY_BYTES), owner, item.id(), settings);
    links.put(link.key(), link);
    return new Found(link, item, files.treeOf(owner));
  }

  /** The link with an address that still leads somewhere; whatever follows the key is ignored. */
  synchronized Optional<Found> find(String url) {
    if (!isWellFormed(url)) {
      return Optional.empty();
    }
    URI address = URI.create(url);
    Matcher path = PATH.matcher(address.getRawPath());
    Matcher secret = SECRET.matcher(Optional.ofNullable(address.getRawQuery()).orElse(""));
    SharedLink link = path.matches() ? links.get(path.group(2)) : null;
    return link != null && secret.find() && link.secret().equals(secret.group(1))
        ? found(link)
        : Optional.empty();
  }

  /** Whether a text is an address such as links have. */
  static boolean isWellFormed(String url) {
    try {
      URI address = URI.create(url);
      return address.getHost() != null && PATH.matcher(address.getRawPath()).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isFor(Request request) {
    return PATH.matcher(request.path()).matches();
  }

  /** The links of a user that lead somewhere, the oldest first. */
  synchronized List<Found> of(User owner) {
    List<Found> found = new ArrayList<>();
    for (SharedLink link : links.values()) {
      if (link.owner().equals(owner)) {
        found(link).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The link to a file or folder itself. */
  Optional<Found> to(User owner, Existing item) {
    return of(owner).stream().filter(found -> found.item().id().equals(item.id())).findFirst();
  }

  synchronized void revoke(SharedLink link) {
    links.remove(link.key());
  }

  /** The link with other settings. */
  synchronized Found change(Found found, LinkSettings settings) {
    SharedLink old = found.link();
    SharedLink changed =
        new SharedLink(old.key(), old.secret(), old.owner(), old.itemId(), settings);
    links.replace(old.key(), changed);
    return new Found(changed, found.item(), found.tree());
  }

  synchronized void reset() {
    links.clear();
  }

  private Optional<Found> found(SharedLink link) {
    if (link.settings().endedAt(clock.instant())) {
      return Optional.empty();
    }
    FileTree tree = files.treeOf(link.owner());
    String path = tree.resolve(link.itemId());
    Existing item = path == null ? null : tree.find(path);
    return Optional.ofNullable(item).map(existing -> new Found(link, existing, tree));
  }

  /** The address of a link, which shows a page; with {@code dl=1} it gives the bytes. */
  static String url(Found found, String address) {
    return address
        + "/scl/"
        + (found.item() instanceof FolderEntry ? "fo/" : "fi/")
        + found.link().key()
        + "/"
        + PathRules.encoded(PathRules.name(found.item().path()))
        + "?rlkey="
        + found.link().secret()
        + "&dl=0";
  }
}
