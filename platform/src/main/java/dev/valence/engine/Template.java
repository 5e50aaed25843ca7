package dev.valence.engine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A constant of a definition (contract, element format 6.2): {@code ${configuration.<key>}} and
 * {@code ${<key>}} stand for values of the configuration, and nothing where there is none; {@code
 * CE.b64(…)} for the Base64 of what is in it. Anything else is the text itself.
 */
final class Template {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{\\s*(configuration\\.)?([^{}]+?)\\s*}");
  private static final Pattern BASE64 =
      Pattern.compile("CE\\.b64\\(((?:\\$\\{[^{}]*}|[^()$])*)\\)");
  private static final Pattern UNKNOWN = Pattern.compile("CE\\.\\w+\\(|\\{webhookCallbackUrl}");

  private Template() {}

  static String fill(String text, Function<String, Optional<String>> configuration) {
    return BASE64
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(base64(values(match.group(1), configuration))))
        .transform(filled -> values(filled, configuration));
  }

  /** What the text asks for and is not filled in. */
  static Optional<String> unknown(String text) {
    Matcher unknown = UNKNOWN.matcher(BASE64.matcher(text).replaceAll(""));
    return unknown.find() ? Optional.of(unknown.group()) : Optional.empty();
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

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
