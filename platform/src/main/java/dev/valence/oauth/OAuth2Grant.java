package dev.valence.oauth;

import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A grant without a user's consent, which gives another token each time (RFC 6749, 4.3 and 4.4).
 *
 * @param tokenUrl where it is exchanged
 * @param app the application's credentials; null for a password of an application without any
 * @param form the parameters of the grant
 */
public record OAuth2Grant(URI tokenUrl, @Nullable ClientApp app, Map<String, Secret> form) {

  public OAuth2Grant {
    form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
  }

  /**
   * The grant of a user's name and password (RFC 6749, 4.3).
   *
   * @param configuration gives an entry's value by its key, placeholders filled in
   * @throws ApiException 400 that names every entry that is missing or wrong
   */
  public static OAuth2Grant ofPassword(Function<String, Optional<String>> configuration) {
    SettingsReader reader = new SettingsReader(configuration);
    Map<String, Secret> form = form("password", reader);
    form.put("username", Secret.of(reader.required("username")));
    form.put("password", Secret.of(reader.required("password")));
    return checked(reader, form, reader.find(ClientApp.ID).isPresent());
  }

  /**
   * The grant of an application's own credentials (RFC 6749, 4.4).
   *
   * @param configuration gives an entry's value by its key, placeholders filled in
   * @throws ApiException 400 that names every entry that is missing or wrong
   */
  public static OAuth2Grant ofClientCredentials(Function<String, Optional<String>> configuration) {
    SettingsReader reader = new SettingsReader(configuration);
    return checked(reader, form("client_credentials", reader), true);
  }

  private static OAuth2Grant checked(
      SettingsReader reader, Map<String, Secret> form, boolean withApp) {
    OAuth2Grant grant =
        new OAuth2Grant(
            reader.requiredUrl("oauth.token.url"), withApp ? ClientApp.read(reader) : null, form);
    reader.check();
    return grant;
  }

  private static Map<String, Secret> form(String type, SettingsReader reader) {
    Map<String, Secret> form = new LinkedHashMap<>();
    form.put("grant_type", Secret.of(type));
    reader
        .find("oauth.scope")
        .ifPresent(scope -> form.put("scope", Secret.of(scope.replace('+', ' ').strip())));
    return form;
  }
}
