package dev.valence.engine;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request that has arrived as its receiver does, with nothing of the platform's: for what
 * its {@code Authorization} names, by the description of AWS Signature Version 4 (AWS General
 * Reference, create a signed AWS API request).
 */
final class AwsJudge {

  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/]+/((\\d{8})/([^/]+)/([^/]+)/aws4_request),"
              + " SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  private AwsJudge() {}

  /**
   * Whether a signature is right.
   *
   * @param target path and query as they were sent
   * @param headers by their names in any case
   * @param payload the hash of the body, or {@link #UNSIGNED}
   */
  static boolean accepts(
      String method, String target, Map<String, String> headers, String payload, String secret) {
    Matcher authorization =
        AUTHORIZATION.matcher(Objects.requireNonNull(headers.get("Authorization")));
    if (!authorization.matches()) {
      return false;
    }
    String signed = authorization.group(5);
    String canonicalHeaders =
        Arrays.stream(signed.split(";"))
            .map(name -> name + ":" + headers.get(name).strip().replaceAll(" +", " ") + "\n")
            .collect(Collectors.joining());
    boolean files = authorization.group(4).equals("s3");
    String[] parts = target.split("\\?", 2);
    String canonical =
        String.join(
            "\n",
            method,
            files ? parts[0] : twiceEncoded(URI.create(parts[0]).normalize().getRawPath()),
            query(parts.length > 1 ? parts[1] : ""),
            canonicalHeaders,
            signed,
            payload);
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            headers.get("X-Amz-Date"),
            authorization.group(1),
            hash(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String step : authorization.group(1).split("/")) {
      key = hmac(key, step);
    }
    return HexFormat.of().formatHex(hmac(key, toSign)).equals(authorization.group(6));
  }

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String twiceEncoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(VendorUrl::encoded)
        .collect(Collectors.joining("/"));
  }

  private static String query(String query) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .map(pair ->
            Arrays.stream(pair.split("=", 2))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .map(VendorUrl::encoded)
                .collect(Collectors.joining("=")))
        .sorted()
        .collect(Collectors.joining("&"));
  }
}
