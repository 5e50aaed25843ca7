package dev.valence.oauth;

import dev.valence.model.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Builds the query of an authorization URL. Later parameters replace earlier ones of the same name;
 * the client's secret is never among them.
 */
final class AuthorizationUrl {

  private record Parameter(String name, String value) {}

  private final Secret clientSecret;
  private final List<Parameter> parameters = new ArrayList<>();

  AuthorizationUrl(Secret clientSecret) {
    this.clientSecret = clientSecret;
  }

  /** Adds the parameters of a query string, which may repeat a name. */
  void addQuery(String query) {
    List<Parameter> added = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      added.add(new Parameter(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1])));
    }
    added.removeIf(this::forbidden);
    parameters.removeIf(one -> added.stream().anyMatch(other -> other.name().equals(one.name())));
    parameters.addAll(added);
  }

  /** Adds a parameter that an element or a caller wants. */
  void add(String name, String value) {
    if (!forbidden(new Parameter(name, value))) {
      set(name, value);
    }
  }

  /** Sets a parameter of the protocol. */
  void set(String name, String value) {
    parameters.removeIf(one -> one.name().equals(name));
    parameters.add(new Parameter(name, value));
  }

  /** The URL with these parameters, which already hold those of its own query. */
  String on(String urlWithoutQuery) {
    return parameters.stream()
        .map(one -> encode(one.name()) + "=" + encode(one.value()))
        .collect(Collectors.joining("&", urlWithoutQuery + "?", ""));
  }

  private boolean forbidden(Parameter parameter) {
    return parameter.name().isBlank()
        || parameter.name().toLowerCase(Locale.ROOT).equals("client_secret")
        || parameter.value().equals(clientSecret.reveal());
  }

  /** Percent-encodes everything but the unreserved characters (RFC 3986, 2.3). */
  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A stray percent sign stands for itself.
      return value;
    }
  }
}
