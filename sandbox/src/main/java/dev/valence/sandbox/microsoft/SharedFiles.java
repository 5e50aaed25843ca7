package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Request;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of links that everybody may follow: a page, and the bytes of a file. Who follows
 * another link, or one that has ended, is sent to sign in.
 */
final class SharedFiles implements OpenDoor {

  private static final String SHARE = "share";

  private final Sharing sharing;
  private final MicrosoftFiles files;
  private final Downloads downloads;
  private final Addresses addresses;

  SharedFiles(Sharing sharing, MicrosoftFiles files, Downloads downloads, Addresses addresses) {
    this.sharing = sharing;
    this.files = files;
    this.downloads = downloads;
    this.addresses = addresses;
  }

  @Override
  public boolean isFor(Request request) {
    return request.path().startsWith("/:")
        || (request.path().endsWith(Downloads.PATH)
            && request.queryParameters().containsKey(SHARE));
  }

  @Override
  public Answer answer(Request request) {
    String path = request.path();
    boolean page = path.startsWith("/:") && !"1".equals(request.queryParameters().get("download"));
    String token =
        path.startsWith("/:")
            ? path.substring(path.lastIndexOf('/') + 1)
            : request.queryParameters().getOrDefault(SHARE, "");
    Optional<Sharing.Shared> shared = sharing.open(token);
    Optional<Item> item =
        shared
            .flatMap(one -> files.driveOf(one.owner()).find(one.itemId(), List.of()))
            .map(Drive.Node::item);
    if (shared.isEmpty() || item.isEmpty()) {
      return Answer.redirect(
          addresses.seenBy(request, Addresses.LOGIN) + "/common/oauth2/authorize");
    }
    if (page || item.get().content() == null) {
      return Answer.text(200, item.get().name());
    }
    String sharepoint = addresses.origin(Resource.SHAREPOINT.site(), request);
    return Answer.redirect(
        downloads.url(sharepoint, shared.get().owner(), item.get(), Rendition.CONTENT));
  }
}
