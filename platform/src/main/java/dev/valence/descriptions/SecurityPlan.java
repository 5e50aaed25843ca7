package dev.valence.descriptions;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an element's calls are signed. Of the ways that a description allows, that is chosen which
 * most operations accept, and among equals the one that is best for accounts of others: OAuth 2.0
 * with a consent first, a password last.
 */
final class SecurityPlan {

  /** Ways to sign, the best first. */
  private enum Way {
    CONSENT("oauth2"),
    CLIENT_CREDENTIALS("oauth2ClientCredentials"),
    OAUTH_PASSWORD("oauth2Password"),
    BEARER("custom"),
    HEADER_KEY("custom"),
    QUERY_KEY("custom"),
    COOKIE_KEY("custom"),
    BASIC("basic");

    private final String type;

    Way(String type) {
      this.type = type;
    }
  }

  private final ElementDraft draft;
  private final UnaryOperator<String> absolute;
  private final Map<String, SecurityScheme> schemes;
  private final List<List<SecurityRequirement>> requirements;
  private int keys;

  /**
   * A plan.
   *
   * @param draft what gets the settings
   * @param absolute makes a whole URL of a relative one
   */
  SecurityPlan(
      ElementDraft draft, OpenAPI api, List<Operation> operations, UnaryOperator<String> absolute) {
    this.draft = draft;
    this.absolute = absolute;
    this.schemes =
        api.getComponents() == null || api.getComponents().getSecuritySchemes() == null
            ? Map.of()
            : api.getComponents().getSecuritySchemes();
    List<SecurityRequirement> global =
        Objects.requireNonNullElse(api.getSecurity(), List.<SecurityRequirement>of());
    this.requirements =
        operations.stream()
            .map(operation -> Objects.requireNonNullElse(operation.getSecurity(), global))
            .toList();
  }

  /**
   * Adds what signing needs.
   *
   * @return what to say of it in the element's description
   */
  String apply() {
    Map<Set<String>, Long> accepted = new LinkedHashMap<>();
    requirements.stream()
        .flatMap(alternatives ->
            alternatives.stream()
                .map(requirement -> (Set<String>) new TreeSet<>(requirement.keySet()))
                .distinct())
        .filter(names -> !names.isEmpty())
        .forEach(names -> accepted.merge(names, 1L, Long::sum));
    if (accepted.isEmpty()) {
      schemes.keySet().forEach(name -> accepted.put(Set.of(name), 1L));
    }
    Optional<Set<String>> chosen =
        accepted.keySet().stream()
            .filter(names -> names.stream().allMatch(name -> way(name).isPresent()))
            .filter(names -> names.stream().filter(this::decidesType).count() <= 1)
            .min(
                Comparator.<Set<String>, Long>comparing(accepted::get)
                    .reversed()
                    .thenComparing(this::best));
    if (chosen.isEmpty()) {
      return accepted.isEmpty()
          ? "Calls are not signed."
          : "Calls are not signed: no way of " + names(accepted.keySet()) + " is known here.";
    }
    chosen.get().forEach(name -> sign(name, way(name).orElseThrow()));
    Set<Set<String>> others = new LinkedHashSet<>(accepted.keySet());
    others.remove(chosen.get());
    String told = "Calls are signed by " + String.join(" and ", chosen.get());
    return others.isEmpty() ? told + "." : told + "; " + names(others) + " would do for some too.";
  }

  private static String names(Set<Set<String>> alternatives) {
    return alternatives.stream()
        .map(names -> String.join(" and ", names))
        .collect(Collectors.joining(", "));
  }

  private boolean decidesType(String name) {
    return way(name).filter(way -> !way.type.equals("custom")).isPresent();
  }

  private Way best(Set<String> names) {
    return names.stream()
        .map(name -> way(name).orElseThrow())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Optional<Way> way(String name) {
    SecurityScheme scheme = schemes.get(name);
    if (scheme == null || scheme.getType() == null) {
      return Optional.empty();
    }
    return switch (scheme.getType()) {
      case APIKEY ->
          scheme.getName() == null || scheme.getIn() == null
              ? Optional.empty()
              : Optional.of(
                  switch (scheme.getIn()) {
                    case HEADER -> Way.HEADER_KEY;
                    case QUERY -> Way.QUERY_KEY;
                    case COOKIE -> Way.COOKIE_KEY;
                  });
      case HTTP ->
          switch (String.valueOf(scheme.getScheme()).toLowerCase(Locale.ROOT)) {
            case "basic" -> Optional.of(Way.BASIC);
            case "bearer" -> Optional.of(Way.BEARER);
            default -> Optional.empty();
          };
      case OAUTH2 -> Optional.of(flow(scheme.getFlows()));
      case OPENIDCONNECT -> Optional.of(Way.BEARER);
      case MUTUALTLS -> Optional.empty();
    };
  }

  /** Where no flow can be gone, whoever connects an account brings the token. */
  private static Way flow(@Nullable OAuthFlows flows) {
    if (flows == null) {
      return Way.BEARER;
    }
    if (flows.getAuthorizationCode() != null) {
      return Way.CONSENT;
    }
    if (flows.getClientCredentials() != null) {
      return Way.CLIENT_CREDENTIALS;
    }
    return flows.getPassword() != null ? Way.OAUTH_PASSWORD : Way.BEARER;
  }

  private void sign(String name, Way way) {
    SecurityScheme scheme = Objects.requireNonNull(schemes.get(name));
    if (!way.type.equals("custom")) {
      draft.authentication(way.type);
    }
    switch (way) {
      case CONSENT -> oauth(name, scheme.getFlows().getAuthorizationCode());
      case CLIENT_CREDENTIALS -> oauth(name, scheme.getFlows().getClientCredentials());
      case OAUTH_PASSWORD -> {
        password();
        oauth(name, scheme.getFlows().getPassword());
      }
      case BASIC -> password();
      case BEARER -> {
        draft.configuration(Setting.secret("token", "Token", text(scheme, "The access token")));
        draft.parameter(Assignment.header("Authorization", "Bearer ${configuration.token}"));
      }
      case HEADER_KEY ->
          draft.parameter(
              Assignment.of("configuration", key(name, scheme), "header", scheme.getName()));
      case QUERY_KEY ->
          draft.parameter(
              Assignment.of("configuration", key(name, scheme), "query", scheme.getName()));
      case COOKIE_KEY ->
          draft.parameter(
              Assignment.header(
                  "Cookie", scheme.getName() + "=${configuration." + key(name, scheme) + "}"));
    }
  }

  /** The first key is {@code api.key}; another has the name of its scheme besides. */
  private String key(String name, SecurityScheme scheme) {
    String key = keys == 0 ? "api.key" : "api.key." + name.replaceAll("[^A-Za-z0-9_-]+", ".");
    keys++;
    draft.configuration(
        Setting.secret(key, scheme.getName(), text(scheme, "The key " + scheme.getName())));
    return key;
  }

  private static String text(SecurityScheme scheme, String otherwise) {
    String text = scheme.getDescription();
    return text == null || text.isBlank() ? otherwise : text.strip();
  }

  private void password() {
    draft.configuration(
        new Setting(
            "username",
            "User name",
            "The user name",
            "TEXTFIELD_128",
            null,
            true,
            false,
            false,
            List.of()));
    draft.configuration(Setting.secret("password", "Password", "The password"));
  }

  private void oauth(String name, OAuthFlow flow) {
    draft.configuration(
        Setting.asked("oauth.api.key", "API Key", "The client id of the app", null));
    draft.configuration(
        Setting.secret("oauth.api.secret", "API Secret", "The client secret of the app"));
    if (flow.getAuthorizationUrl() != null) {
      draft.configuration(
          Setting.asked(
              "oauth.callback.url", "Callback URL", "Where the consent leads back to", null));
      url("oauth.authorization.url", "Authorization URL", flow.getAuthorizationUrl());
    }
    url("oauth.token.url", "Token URL", flow.getTokenUrl());
    url("oauth.token.refresh_url", "Refresh URL", flow.getRefreshUrl());
    draft.configuration(
        Setting.known("oauth.scope", "Scope", "What is asked for", scopes(name, flow)));
    draft.configuration(Setting.kept("oauth.user.token", "Access token"));
    draft.configuration(Setting.kept("oauth.user.refresh_token", "Refresh token"));
    draft.configuration(Setting.kept("oauth.user.refresh_interval", "Lifetime of the token"));
    draft.configuration(Setting.kept("oauth.user.refresh_time", "Time of the token"));
  }

  private void url(String key, String name, @Nullable String url) {
    if (url != null && !url.isBlank()) {
      draft.configuration(
          Setting.known(key, name, "Where tokens come from", absolute.apply(url.strip())));
    }
  }

  /** What operations need; all that there is where they do not say. */
  private String scopes(String name, OAuthFlow flow) {
    Set<String> scopes = new LinkedHashSet<>();
    for (List<SecurityRequirement> alternatives : requirements) {
      alternatives.stream()
          .filter(requirement -> requirement.containsKey(name))
          .findFirst()
          .ifPresent(requirement ->
              scopes.addAll(Objects.requireNonNullElse(requirement.get(name), List.of())));
    }
    List<String> declared =
        flow.getScopes() == null ? List.of() : new ArrayList<>(flow.getScopes().keySet());
    return String.join(" ", scopes.isEmpty() ? declared : List.copyOf(scopes));
  }
}
