package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.face.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a link and until when.
 *
 * @param audience {@code public} or {@code no_one}
 * @param passwordHash the SHA-256 of the password; null when there is none
 * @param expires when the link ends; null for never
 * @param allowDownload whether it gives the bytes, not only a page
 */
record LinkSettings(
    String audience,
    @Nullable String passwordHash,
    @Nullable Instant expires,
    boolean allowDownload) {

  static final LinkSettings DEFAULT = new LinkSettings("public", null, null, true);

  private static final List<String> AUDIENCES =
      List.of("public", "team", "no_one", "password", "members");
  private static final List<String> VISIBILITIES = List.of("public", "team_only", "password");
  private static final List<String> ACCESS_LEVELS = List.of("viewer", "editor", "max", "default");

  /**
   * These settings as an argument changes them.
   *
   * @param sent what is sent of them
   * @param now the time that an expiry must be after
   * @throws ApiException when no user of an account without a team may have them so
   */
  LinkSettings changedBy(Arguments sent, Instant now) {
    Boolean required = sent.optionalFlag("require_password");
    String password = sent.optionalText("link_password", PathRules.ANY);
    Instant newExpiry = sent.optionalTimestamp("expires");
    Arguments.Tagged newAudience = sent.optionalUnion("audience", AUDIENCES);
    Arguments.Tagged access = sent.optionalUnion("access", ACCESS_LEVELS);
    Arguments.Tagged visibility = sent.optionalUnion("requested_visibility", VISIBILITIES);
    Boolean download = sent.optionalFlag("allow_download");
    sent.end();
    if (is(visibility, "team_only")
        || is(newAudience, "team")
        || is(newAudience, "members")
        || is(access, "editor")) {
      throw refused("not_authorized");
    }
    boolean wantsPassword =
        Boolean.TRUE.equals(required) || is(visibility, "password") || is(newAudience, "password");
    boolean hasPassword = password != null && !password.isEmpty();
    boolean expiryPassed = newExpiry != null && !newExpiry.isAfter(now);
    if (wantsPassword != hasPassword || expiryPassed) {
      throw refused("invalid_settings");
    }
    boolean opened = Boolean.FALSE.equals(required) || is(visibility, "public");
    return new LinkSettings(
        newAudience == null || is(newAudience, "password") ? audience : newAudience.tag(),
        hasPassword ? hash(password) : opened ? null : passwordHash,
        newExpiry == null ? expires : newExpiry,
        download == null ? allowDownload : download);
  }

  LinkSettings withoutExpiry() {
    return new LinkSettings(audience, passwordHash, null, allowDownload);
  }

  boolean endedAt(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  /** Whether somebody who knows the address and perhaps a password may use the link. */
  boolean opensFor(@Nullable String password) {
    return passwordHash == null
        || (password != null
            && MessageDigest.isEqual(
                passwordHash.getBytes(StandardCharsets.US_ASCII),
                hash(password).getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean is(Arguments.@Nullable Tagged value, String tag) {
    return value != null && value.tag().equals(tag);
  }

  private static ApiException refused(String reason) {
    return ApiException.EndpointError.of(List.of("settings_error", reason));
  }

  private static String hash(@Nullable String password) {
    return Secrets.sha256Hex(String.valueOf(password));
  }
}
