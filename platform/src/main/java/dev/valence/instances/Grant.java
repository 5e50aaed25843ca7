package dev.valence.instances;

import dev.valence.model.ApiException;
import dev.valence.model.Element;
import dev.valence.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lets an account be connected, as a request delivers it (contract, core 3.2 and 3.4). */
sealed interface Grant {

  /** The provider gave it to the platform. */
  String NONE = "none";

  /** The caller has got the tokens itself. */
  String INITIAL = "initial";

  /** What a provider takes once. */
  sealed interface Once extends Grant {

    /** By what a second use is recognized. */
    Secret identity();
  }

  /** An authorization code (RFC 6749, 4.1.2). */
  record Code(Secret code) implements Once {

    @Override
    public Secret identity() {
      return code;
    }
  }

  /** A request token that the user consented to (RFC 5849, 2.3). */
  record Verified(Secret token, Secret tokenSecret, Secret verifier) implements Once {

    @Override
    public Secret identity() {
      return Secret.of(token.reveal() + "\n" + verifier.reveal());
    }
  }

  /**
   * Tokens that the caller has got itself; at least one.
   *
   * @param lifetime how long an access token lasts, where the caller knows it
   */
  record Tokens(@Nullable Secret refresh, @Nullable Secret access, @Nullable Duration lifetime)
      implements Grant {}

  /** Whatever the configuration has. */
  record Credentials() implements Grant {}

  /**
   * Reads what a request delivers anew.
   *
   * @param before the configuration until now; tokens that it has already are nothing new
   * @param external {@link #NONE} or {@link #INITIAL}
   * @param faults hears what is wrong
   * @throws ApiException 501 for an element whose kind of authentication cannot be connected
   */
  static Optional<Grant> read(
      ConfiguredElement before, CreateInstance body, String external, Consumer<String> faults) {
    Element element = before.element();
    String type = element.authentication().type();
    if (external.equals(INITIAL) && !type.equals("oauth2")) {
      faults.accept("externalAuthentication initial is for elements with OAuth 2.0.");
    }
    return switch (type) {
      case "oauth2" -> {
        Optional<Grant> tokens =
            external.equals(INITIAL) ? tokens(before, body, faults) : Optional.empty();
        yield tokens.or(() -> body.delivered("code").map(Secret::of).map(Code::new));
      }
      case "oauth1" -> verified(body, faults);
      case "basic", "custom", "apiKey", "awsv4", "oauth2Password", "oauth2ClientCredentials" ->
          Optional.of(new Credentials());
      default ->
          throw ApiException.of(
              501,
              "The element %s cannot be connected in this version: its authentication is %s."
                  .formatted(element.key(), type));
    };
  }

  /** What a request lacks that delivers nothing. */
  static String missing(Element element, String external) {
    if (external.equals(INITIAL)) {
      return "oauth.user.refresh_token or oauth.user.token is missing:"
          + " externalAuthentication initial needs one of them.";
    }
    return element.authentication().type().equals("oauth1")
        ? "providerData.oauth_token, providerData.oauth_verifier and providerData.secret are"
            + " missing: they are what the provider's redirect and its request token delivered."
        : "providerData.code is missing: it is what the provider's redirect delivered.";
  }

  private static Optional<Grant> verified(CreateInstance body, Consumer<String> faults) {
    Optional<String> token = body.delivered("oauth_token");
    Optional<String> verifier = body.delivered("oauth_verifier");
    // Where the caller has no app of its own, the secret comes with the configuration.
    Optional<String> secret =
        body.delivered("secret").or(() -> Optional.ofNullable(body.settings().get("secret")));
    if (token.isPresent() && verifier.isPresent() && secret.isPresent()) {
      return Optional.of(
          new Verified(Secret.of(token.get()), Secret.of(secret.get()), Secret.of(verifier.get())));
    }
    if (Stream.of(token, verifier, secret).anyMatch(Optional::isPresent)) {
      faults.accept(
          "providerData needs oauth_token, oauth_verifier and secret, all three of them.");
    }
    return Optional.empty();
  }

  private static Optional<Grant> tokens(
      ConfiguredElement before, CreateInstance body, Consumer<String> faults) {
    Map<String, String> settings = body.settings();
    Secret refresh = anew(before, settings, StoredTokens.REFRESH);
    Secret access = anew(before, settings, StoredTokens.ACCESS);
    if (refresh == null && access == null) {
      return Optional.empty();
    }
    for (String key : List.of(StoredTokens.REFRESH, StoredTokens.ACCESS)) {
      if (settings.getOrDefault(key, "").indexOf(0) >= 0) {
        faults.accept(key + " has a NUL character.");
      }
    }
    return Optional.of(new Tokens(refresh, access, lifetime(settings, faults)));
  }

  private static @Nullable Secret anew(
      ConfiguredElement before, Map<String, String> settings, String key) {
    String text = settings.getOrDefault(key, "");
    boolean known = text.isBlank() || text.equals(Secret.MASK);
    return known || before.own(key).filter(text::equals).isPresent() ? null : Secret.of(text);
  }

  private static @Nullable Duration lifetime(
      Map<String, String> settings, Consumer<String> faults) {
    String text = settings.getOrDefault(StoredTokens.INTERVAL, "").strip();
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[1-9]\\d{0,9}")) {
      faults.accept(StoredTokens.INTERVAL + " is not a number of seconds.");
      return null;
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
