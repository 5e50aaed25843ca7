package dev.valence.oauth;

import dev.valence.model.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Builds the URL at which a user consents. Later parameters replace earlier ones of the same name;
 * the application's secret is never among those that an element or a caller wants.
 */
final class AuthorizationUrl {

  /** A parameter that stands in the URL as it is written here. */
  private record Written(String name, String encoded) {

    static Written of(Parameter parameter) {
      return new Written(parameter.name(), parameter.encoded());
    }
  }

  private final String base;
  private final Secret applicationSecret;
  private final List<Written> parameters = new ArrayList<>();

  /** Starts with a configured URL, whose query is kept and whose fragment is not. */
  AuthorizationUrl(URI configured, Secret applicationSecret) {
    this.base = configured.toString().replaceFirst("[?#].*", "");
    this.applicationSecret = applicationSecret;
    String query = configured.getRawQuery();
    addQuery(query == null ? "" : query);
  }

  /** Adds the parameters of a query string, which may repeat a name. */
  void addQuery(String query) {
    add(Parameter.parse(query));
  }

  /** Adds parameters that an element or a caller wants. */
  void add(List<Parameter> wanted) {
    List<Written> added =
        wanted.stream().filter(parameter -> !forbidden(parameter)).map(Written::of).toList();
    parameters.removeIf(one -> added.stream().anyMatch(other -> other.name().equals(one.name())));
    parameters.addAll(added);
  }

  /** Sets a parameter of the protocol. */
  void set(String name, String value) {
    set(Written.of(new Parameter(name, value)));
  }

  /** Sets the scope that an element defines; its plus signs separate, and are kept. */
  void setConfiguredScope(String scope) {
    set(new Written("scope", "scope=" + Parameter.encode(scope).replace("%2B", "+")));
  }

  private void set(Written parameter) {
    parameters.removeIf(one -> one.name().equals(parameter.name()));
    parameters.add(parameter);
  }

  private boolean forbidden(Parameter parameter) {
    return parameter.name().isBlank()
        || parameter.name().toLowerCase(Locale.ROOT).equals("client_secret")
        || applicationSecret.equals(Secret.of(parameter.name()))
        || applicationSecret.equals(Secret.of(parameter.value()));
  }

  @Override
  public String toString() {
    return parameters.stream()
        .map(Written::encoded)
        .collect(Collectors.joining("&", base + "?", ""));
  }
}
