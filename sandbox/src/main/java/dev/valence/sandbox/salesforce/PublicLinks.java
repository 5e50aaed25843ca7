package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ByteRange;
import dev.valence.sandbox.face.Html;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The public links of files, of which each file has at most one, and the page behind them. Who
 * wants a password gets one that Salesforce makes.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.chatterapi.meta/chatterapi/connect_resources_files_shares_link.htm">
 *     Files Shares Link</a>
 */
final class PublicLinks {

  /** Where the pages are. */
  static final String PREFIX = "/sfc/p/";

  private static final int SECRET_BYTES = 32;
  private static final int PASSWORD_BYTES = 6;

  /**
   * A public link.
   *
   * @param path of its page
   * @param expires when it ends; null for never
   * @param password null for none
   */
  record Link(
      String path,
      String documentId,
      String userId,
      @Nullable Instant expires,
      @Nullable String password) {

    ObjectNode toJson(String instance) {
      return Json.object()
          .put("expirationDate", expires == null ? null : Times.connect(expires))
          .put("fileViewUrl", instance + path)
          .put("isPasswordRequired", password != null)
          .put("password", password)
          .put("sharingType", "V");
    }
  }

  private final Contents contents;
  private final ContentBytes bytes;
  private final InstantSource clock;
  private final Map<String, Link> links = new ConcurrentHashMap<>();

  PublicLinks(Contents contents, ContentBytes bytes, InstantSource clock) {
    this.contents = contents;
    this.bytes = bytes;
    this.clock = clock;
  }

  /** The link of a file. */
  Optional<Link> find(String documentId) {
    return Optional.ofNullable(links.get(documentId));
  }

  /** Makes the link of a file, or changes when it ends and whether it has a password. */
  Link put(String documentId, String userId, ObjectNode input) {
    Instant expires = expires(ConnectFiles.text(input, "expirationDate"));
    boolean protect = input.path("isPasswordRequired").asBoolean();
    return links.compute(
        documentId,
        (id, present) -> {
          String password = present == null ? null : present.password();
          return new Link(
              present == null
                  ? PREFIX
                      + Ids.shorten(SalesforceFace.ORGANIZATION_ID).substring(3)
                      + "/a/"
                      + Ids.shorten(id).substring(3)
                      + "/"
                      + Secrets.random(SECRET_BYTES)
                  : present.path(),
              id,
              userId,
              expires,
              !protect ? null : password == null ? Secrets.random(PASSWORD_BYTES) : password);
        });
  }

  void remove(String documentId) {
    if (links.remove(documentId) == null) {
      throw RestException.notFound();
    }
  }

  void reset() {
    links.clear();
  }

  private @Nullable Instant expires(@Nullable String sent) {
    if (sent == null) {
      return null;
    }
    try {
      Instant expires = OffsetDateTime.parse(sent).toInstant();
      if (expires.isAfter(clock.instant())) {
        return expires;
      }
    } catch (DateTimeParseException _) {
      // Refused below, as a time that is past.
    }
    throw new RestException(400, "INVALID_INPUT", "Invalid expiration date: " + sent);
  }

  /** What everybody gets who has the address: a page, and with {@code ?download=1} the bytes. */
  Answer page(Request request) throws IOException {
    Optional<Link> found =
        links.values().stream()
            .filter(link -> link.path().equals(request.path()))
            .filter(link -> link.expires() == null || clock.instant().isBefore(link.expires()))
            .findFirst();
    Optional<ObjectNode> document =
        found.flatMap(link -> contents.find(link.userId(), link.documentId()));
    if (found.isEmpty() || document.isEmpty()) {
      return Html.page(404, "Not available", "<p>This link is not, or no longer, valid.</p>");
    }
    Map<String, String> parameters = request.formParameters();
    String password = found.get().password();
    if (password != null && !password.equals(parameters.get("password"))) {
      return Html.page(
          200,
          "Password required",
          "<form method=\"post\"><label>Password <input type=\"password\" name=\"password\">"
              + "</label><button>View</button></form>");
    }
    if (!parameters.containsKey("download")) {
      return Html.page(
          200,
          document.get().get("Title").textValue(),
          "<form method=\"post\"><input type=\"hidden\" name=\"password\" value=\""
              + Html.escape(password == null ? "" : password)
              + "\"><button name=\"download\" value=\"1\">Download</button></form>");
    }
    ObjectNode version = contents.versionsOf(found.get().documentId()).getLast();
    ContentBytes.Stored stored = bytes.of(version.get("Id").textValue());
    return ByteRange.answer(
        request.header("range"), Contents.mimeType(version), stored.file(), stored.size());
  }
}
