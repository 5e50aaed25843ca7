package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.ByteRange;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Secrets;
import dev.valence.sandbox.face.User;
import dev.valence.sandbox.face.Users;
import dev.valence.sandbox.microsoft.Item.Content;
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
final class Downloads {

  private static final String PATH = "/_layouts/15/download.aspx";
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final String MAC = "HmacSHA256";

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
  String url(String sharepoint, User user, Item file) {
    String claims =
        String.join(
            "|",
            user.id(),
            file.id(),
            Long.toString(clock.instant().plus(LIFETIME).getEpochSecond()));
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

  static boolean isFor(Request request) {
    return request.path().endsWith(PATH);
  }

  Answer answer(Request request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Answer.methodNotAllowed("GET, HEAD");
    }
    List<String> claims = claims(request.queryParameters().getOrDefault("tempauth", ""));
    // The address is the authority; the vendor takes a token next to it for a wrong one.
    if (claims.isEmpty() || request.header("authorization") != null) {
      return Answer.text(401, "401 UNAUTHORIZED");
    }
    return users
        .find(claims.get(0))
        .flatMap(user -> files.driveOf(user).find(claims.get(1), List.of()))
        .map(Drive.Node::item)
        .flatMap(file ->
            Optional.ofNullable(file.content())
                .map(content -> bytes(file, content, request.header("range"))))
        .orElseGet(() -> Answer.text(404, "404 FILE NOT FOUND"));
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

  /** The user's and the item's identifiers; none when the address is not ours or has ended. */
  private List<String> claims(String text) {
    int dot = text.indexOf('.');
    try {
      String claims =
          new String(
              Base64.getUrlDecoder().decode(text.substring(0, Math.max(dot, 0))),
              StandardCharsets.UTF_8);
      byte[] sent = text.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(mac(claims).getBytes(StandardCharsets.UTF_8), sent)) {
        return List.of();
      }
      List<String> parts = List.of(claims.split("\\|", -1));
      Instant end = Instant.ofEpochSecond(Long.parseLong(parts.getLast()));
      return clock.instant().isBefore(end) ? parts : List.of();
    } catch (IllegalArgumentException e) {
      return List.of();
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
