package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Where the telling of changes has got to.
 *
 * @param driveId the drive
 * @param sequence the number of the last change that was told
 * @param first the changes up to this one were told to somebody who knew nothing, so that what was
 *     deleted needed no word
 * @param issued when, in seconds since 1970
 * @param pauseDue whether the next page is to be an empty one
 */
record DeltaToken(String driveId, int sequence, int first, long issued, boolean pauseDue) {

  private static final Duration LIFETIME = Duration.ofDays(30);

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.write(this).getBytes(StandardCharsets.UTF_8));
  }

  static DeltaToken read(String text) {
    try {
      return Json.MAPPER.readValue(Base64.getUrlDecoder().decode(text), DeltaToken.class);
    } catch (IOException | IllegalArgumentException e) {
      throw ApiException.invalidRequest("The provided token is malformed.");
    }
  }

  boolean isOf(Drive drive, Instant now) {
    return driveId.equals(drive.id()) && now.isBefore(Instant.ofEpochSecond(issued).plus(LIFETIME));
  }
}
