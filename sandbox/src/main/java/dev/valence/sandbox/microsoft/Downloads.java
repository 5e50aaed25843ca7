package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ByteRange;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import dev.valence.sandbox.microsoft.Item.Content;
import dev.valence.sandbox.microsoft.Item.Revision;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The addresses that give the bytes of a file for an hour to everybody who knows them. */
final class Downloads implements OpenDoor {

  static final String PATH = "/_layouts/15/download.aspx";
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String MAC = "HmacSHA256";

  /** What an address says: whose file, which, what of it, and until when. */
  private record Claims(String userId, String itemId, Rendition rendition, Instant end) {

    static Claims parse(String text) {
      String[] parts = text.split("\\|", -1);
      return new Claims(
          parts[0],
          parts[1],
          new Rendition(Rendition.Kind.valueOf(parts[2]), parts[3]),
          Instant.ofEpochSecond(Long.parseLong(parts[4])));
    }

    String text() {
      return String.join(
          "|",
          userId,
          itemId,
          rendition.kind().name(),
          rendition.name(),
          Long.toString(end.getEpochSecond()));
    }
  }

  private final Users users;
  private final MicrosoftFiles files;
  private final InstantSource clock;
  private final SecretKeySpec key =
      new SecretKeySpec(Secrets.random(32).getBytes(StandardCharsets.US_ASCII), MAC);

  Downloads(Users users, MicrosoftFiles files, InstantSource clock) {
    this.users = users;
    this.files = files;
    this.clock = clock;
  }

  /**
   * An address for a file.
   *
   * @param sharepoint the address of the site
   */
  String url(String sharepoint, User user, Item file, Rendition rendition) {
    String claims =
        new Claims(user.id(), file.id(), rendition, clock.instant().plus(LIFETIME)).text();
    String authority =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return sharepoint
        + Access.personalSite(user)
        + PATH
        + "?UniqueId="
        + file.uniqueId()
        + "&Translate=false&tempauth="
        + authority
        + "."
        + mac(claims);
  }

  @Override
  public boolean isFor(Request request) {
    return request.path().endsWith(PATH) && request.queryParameters().containsKey("tempauth");
  }

  @Override
  public Answer answer(Request request) throws IOException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Answer.methodNotAllowed("GET, HEAD");
    }
    Optional<Claims> claims = claims(request.queryParameters().getOrDefault("tempauth", ""));
    if (claims.isEmpty()) {
      return Answer.text(401, "401 UNAUTHORIZED");
    }
    Optional<Item> file =
        users
            .find(claims.get().userId())
            .flatMap(user -> files.driveOf(user).find(claims.get().itemId(), List.of()))
            .map(Drive.Node::item);
    return file.isEmpty()
        ? Answer.text(404, "404 FILE NOT FOUND")
        : answer(file.get(), claims.get().rendition(), request.header("range"));
  }

  private static Answer answer(Item file, Rendition rendition, @Nullable String range)
      throws IOException {
    Content content = file.latest().content();
    return switch (rendition.kind()) {
      case CONTENT -> bytes(file, content, range);
      case REVISION ->
          file.earlier().stream()
              .filter(revision -> revision.id().equals(rendition.name()))
              .findFirst()
              .map(Revision::content)
              .map(earlier -> bytes(file, earlier, range))
              .orElseGet(() -> Answer.text(404, "404 FILE NOT FOUND"));
      case THUMBNAIL -> memory("image/jpeg", Thumbnails.render(content.file(), rendition.name()));
      case PDF -> memory("application/pdf", TextPdf.of(content.file()));
    };
  }

  private static Answer memory(String type, byte[] bytes) {
    return new Answer(
        200, Map.of("Content-Type", type), new Answer.Content.Bytes(Buffer.buffer(bytes)));
  }

  private static Answer bytes(Item file, Content content, @Nullable String range) {
    return ByteRange.answer(range, MediaTypes.of(file.name()), content.file(), content.size())
        .with(
            Map.of(
                "Accept-Ranges",
                "bytes",
                "ETag",
                file.eTag(),
                "Content-Disposition",
                "attachment; filename*=UTF-8''" + Names.encode(file.name())));
  }

  /** What an address says; empty when it is not ours or has ended. */
  private Optional<Claims> claims(String text) {
    int dot = text.indexOf('.');
    try {
      String claims =
          new String(
              Base64.getUrlDecoder().decode(text.substring(0, Math.max(dot, 0))),
              StandardCharsets.UTF_8);
      byte[] sent = text.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(mac(claims).getBytes(StandardCharsets.UTF_8), sent)
          ? Optional.of(Claims.parse(claims)).filter(said -> clock.instant().isBefore(said.end()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String mac(String claims) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(claims.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
