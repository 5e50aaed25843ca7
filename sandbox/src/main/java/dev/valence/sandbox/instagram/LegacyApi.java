package dev.valence.sandbox.instagram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Apps;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens.Standing;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code api.instagram.com/v1}, as it was before its parts were withdrawn. */
final class LegacyApi {

  /** The first segment of its paths. */
  static final String VERSION = "v1";

  private static final String SIGNATURE = "sig";
  private static final String ALGORITHM = "HmacSHA256";

  private final Apps apps;
  private final AccessTokens tokens;
  private final World world;
  private final LegacyNodes nodes;
  private final Variants variants;
  private final Usage usage;
  private final Function<Request, String> origin;

  /**
   * The API.
   *
   * @param apps the applications, with whose secrets calls can be signed
   * @param origin the scheme and authority at which a call came in
   */
  LegacyApi(
      Apps apps,
      AccessTokens tokens,
      World world,
      Variants variants,
      Function<Request, String> origin) {
    this.apps = apps;
    this.tokens = tokens;
    this.world = world;
    this.nodes = new LegacyNodes(world);
    this.variants = variants;
    this.usage = new Usage(world.clock(), Duration.ofHours(1));
    this.origin = origin;
  }

  Answer answer(Request request, List<String> segments) throws IOException {
    List<String> path =
        segments.stream()
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    try {
      Map<String, String> said = request.formParameters();
      Session session = authenticate(said);
      int allowed = variants.number(Variants.LEGACY_CALLS);
      long left = allowed - usage.count(session.token()).calls();
      Map<String, String> headers =
          Map.of(
              "X-Ratelimit-Limit",
              Integer.toString(allowed),
              "X-Ratelimit-Remaining",
              Long.toString(Math.max(0, left)));
      try {
        if (left < 0) {
          throw new LegacyException(
              429,
              "OAuthRateLimitException",
              "The maximum number of requests per hour has been exceeded.");
        }
        checkSignature("/" + String.join("/", path), said, session);
        LegacyCall call =
            new LegacyCall(
                session,
                request.method(),
                path,
                said,
                origin.apply(request) + request.path(),
                world,
                nodes);
        return Answer.json(200, run(call)).with(headers);
      } catch (LegacyException e) {
        return e.enveloped().with(headers);
      }
    } catch (LegacyException e) {
      return e.enveloped();
    }
  }

  private Session authenticate(Map<String, String> said) {
    String token = said.getOrDefault("access_token", "");
    if (token.isEmpty()) {
      throw new LegacyException(
          400, "OAuthParameterException", "Missing client_id or access_token URL parameter.");
    }
    if (tokens.standing(token, Generation.LEGACY) instanceof Standing.Valid valid) {
      return new Session(Generation.LEGACY, valid.grant(), token);
    }
    throw new LegacyException(
        400, "OAuthAccessTokenException", "The access_token provided is invalid.");
  }

  /** A signature has to be right where there is one, and to be there where it is demanded. */
  private void checkSignature(String path, Map<String, String> said, Session session) {
    String signature = said.getOrDefault(SIGNATURE, "");
    if (signature.isEmpty() && variants.is(Variants.SIGNED_REQUESTS, "optional")) {
      return;
    }
    String secret = apps.secret(session.grant().clientId()).orElse("");
    StringBuilder text = new StringBuilder(path);
    new TreeMap<>(said)
        .forEach((name, value) -> {
          if (!name.equals(SIGNATURE)) {
            text.append('|').append(name).append('=').append(value);
          }
        });
    if (secret.isEmpty()
        || !MessageDigest.isEqual(
            hmac(secret, text.toString()).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8))) {
      throw new LegacyException(
          403, "OAuthForbiddenException", "Invalid signed-request: Signature does not match");
    }
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode run(LegacyCall call) {
    return switch (call.path().isEmpty() ? "" : call.path().getFirst()) {
      case "users" -> LegacyUsers.answer(call);
      case "media" -> LegacyMedia.answer(call);
      case "tags", "locations", "geographies" -> LegacyPlaces.answer(call);
      default -> throw LegacyException.noSuchPage();
    };
  }

  /** The refusal of a path that there is not, or of a method that it has not. */
  static LegacyException unknown(LegacyCall call) {
    return call.method().equals("GET")
        ? LegacyException.noSuchPage()
        : new LegacyException(405, "APIMethodNotAllowedError", "this method is not allowed");
  }

  void reset() {
    usage.reset();
  }
}
