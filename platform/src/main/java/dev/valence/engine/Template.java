package dev.valence.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A constant of a definition (contract, element format 6.2): {@code ${configuration.<key>}} and
 * {@code ${<key>}} stand for values of the configuration, and nothing where there is none; {@code
 * CE.<function>(…)} for what the function makes of what is in it: {@code b64}, {@code decode64},
 * {@code md5}, {@code hmac<Sha1|Sha256|Md5><Hex|Base64>}, {@code randomString}, {@code
 * randomEmail}. Anything else is the text itself.
 */
final class Template {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{\\s*(configuration\\.)?([^{}]+?)\\s*}");
  private static final Pattern FUNCTION =
      Pattern.compile("CE\\.(\\w+)\\(((?:\\$\\{[^{}]*}|[^()$])*)\\)");
  private static final Pattern HMAC = Pattern.compile("hmac(Sha1|Sha256|Md5)(?i:(hex|base64))");
  private static final int RANDOM_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Template() {}

  static String fill(String text, Function<String, Optional<String>> configuration) {
    if (text.indexOf('$') < 0 && !text.contains("CE.")) {
      return text;
    }
    // What is filled in is no part of the template: it is not looked at again.
    StringBuilder filled = new StringBuilder();
    Matcher function = FUNCTION.matcher(text);
    int end = 0;
    while (function.find()) {
      filled.append(values(text.substring(end, function.start()), configuration));
      filled.append(called(function, configuration));
      end = function.end();
    }
    return filled.append(values(text.substring(end), configuration)).toString();
  }

  /** The keys of the configuration that a text asks for. */
  static List<String> keys(String text) {
    return PLACEHOLDER.matcher(text).results().map(match -> match.group(2)).distinct().toList();
  }

  private static String called(
      MatchResult function, Function<String, Optional<String>> configuration) {
    String name = function.group(1);
    String argument = values(function.group(2), configuration);
    Matcher hmac = HMAC.matcher(name);
    if (hmac.matches()) {
      List<String> arguments =
          Arrays.stream(function.group(2).split(",", 2))
              .map(each -> values(each.strip(), configuration))
              .toList();
      return arguments.size() < 2
          ? function.group()
          : encoded(
              hmac("Hmac" + hmac.group(1).toUpperCase(Locale.ROOT), arguments), hmac.group(2));
    }
    return switch (name) {
      case "b64" -> Base64.getEncoder().encodeToString(bytes(argument));
      case "decode64" -> decoded(argument);
      case "md5" -> HexFormat.of().formatHex(md5(argument));
      case "randomString" -> random();
      case "randomEmail" -> random() + "@example.com";
      default -> function.group();
    };
  }

  private static String values(String text, Function<String, Optional<String>> configuration) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> {
          Optional<String> value = configuration.apply(match.group(2));
          boolean ours = match.group(1) != null;
          return Matcher.quoteReplacement(value.orElse(ours ? "" : match.group()));
        });
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java machine has it
    }
  }

  private static byte[] hmac(String algorithm, List<String> secretAndText) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      byte[] secret = bytes(secretAndText.getFirst());
      mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, algorithm));
      return mac.doFinal(bytes(secretAndText.getLast()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java machine has it
    }
  }

  private static String encoded(byte[] content, String encoding) {
    return encoding.equalsIgnoreCase("hex")
        ? HexFormat.of().formatHex(content)
        : Base64.getEncoder().encodeToString(content);
  }

  private static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
