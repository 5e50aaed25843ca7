package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.FolderEntry;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Html;
import dev.valence.sandbox.face.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a browser gets at the address of a link: a page, or with {@code dl=1} the bytes. */
final class LinkPages {

  private static final String PASSWORD = "password";

  private final SharedLinks links;
  private final DropboxFiles files;

  LinkPages(SharedLinks links, DropboxFiles files) {
    this.links = links;
    this.files = files;
  }

  Answer answer(Request request) throws IOException {
    Optional<SharedLinks.Found> found =
        links.find("https://" + SharedLinks.HOST + request.path() + "?" + request.query());
    if (found.isEmpty()) {
      return Html.page(
          404, "File not found", "<p>The link is wrong, has ended or was revoked.</p>");
    }
    LinkSettings settings = found.get().link().settings();
    if (settings.audience().equals("no_one")) {
      return Html.page(403, "No access", "<p>Only its owner may use this link.</p>");
    }
    if (!settings.opensFor(request.formParameters().get(PASSWORD))) {
      return passwordPage();
    }
    Map<String, String> query = request.queryParameters();
    boolean bytes = "1".equals(query.get("dl")) || "1".equals(query.get("raw"));
    return bytes && settings.allowDownload()
        ? content(found.get(), request)
        : page(found.get(), request);
  }

  private static Answer passwordPage() {
    return Html.page(
        403,
        "This link is protected by a password",
        "<form method=\"post\">\n<label>Password <input type=\"password\" name=\"password\">"
            + "</label>\n<button class=\"primary\">Continue</button>\n</form>");
  }

  private static Answer page(SharedLinks.Found found, Request request) {
    String name = Html.escape(PathRules.name(found.item().path()));
    String target = Html.escape(request.path() + "?rlkey=" + found.link().secret() + "&dl=1");
    return Html.page(
        200,
        "Shared with Dropbox",
        "<p>" + name + "</p>\n<p><a href=\"" + target + "\">Download</a></p>");
  }

  private Answer content(SharedLinks.Found found, Request request) throws IOException {
    if (found.item() instanceof FolderEntry folder) {
      Path archive = FolderArchive.write(found.tree(), folder, files.newFile());
      return Answer.file(200, "application/zip", archive, 0, Files.size(archive));
    }
    return TemporaryLinks.attachment(found.file().orElseThrow(), request);
  }
}
