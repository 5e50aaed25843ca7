package dev.valence.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The configuration that counts for an instance: its own values, else those of the options that it
 * has chosen, else the element's defaults; the placeholders of URLs are filled in.
 *
 * <p>A placeholder {@code {name}} stands for the entry that a parameter of the element with the
 * type {@code configuration} and the vendor type {@code path} assigns to it, else for the entry of
 * that key (contract, element format 2.2). One that has no value stays as it is. The value of a
 * placeholder where a host is expected may be a host or a whole URL.
 */
public final class Configuration {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]+)}");
  private static final Pattern SCHEME = Pattern.compile("(?i)^[a-z][a-z0-9+.-]*://");

  private final Element element;
  private final Function<String, Optional<String>> own;

  private Configuration(Element element, Function<String, Optional<String>> own) {
    this.element = element;
    this.own = own;
  }

  /**
   * The configuration of an instance.
   *
   * @param own gives the instance's own value by its key, secrets included
   */
  public static Configuration of(Element element, Function<String, Optional<String>> own) {
    return new Configuration(element, own);
  }

  /** The value that counts; empty when there is none. */
  public Optional<String> find(String key) {
    Optional<String> value = own.apply(key).or(() -> element.defaultValue(key, own));
    return isDestination(key) ? value.map(this::filled) : value;
  }

  /**
   * The URLs to which calls and secrets go, by their keys, without those that are incomplete. A
   * database's is none: which databases are called is the operator's to say.
   */
  public Map<String, URI> destinations() {
    Map<String, URI> destinations = new LinkedHashMap<>();
    boolean database = "jdbc".equals(element.protocolType());
    for (ConfigurationEntry entry : element.configuration()) {
      if (isDestination(entry.key()) && !(database && entry.key().equals("base.url"))) {
        find(entry.key())
            .map(String::strip)
            .filter(url -> !url.isEmpty() && !PLACEHOLDER.matcher(url).find())
            .flatMap(Configuration::uri)
            .ifPresent(url -> destinations.put(entry.key(), url));
      }
    }
    return destinations;
  }

  /** The entry that a placeholder of an element's URLs stands for. */
  public static Optional<String> entryOf(Element element, String placeholder) {
    return element.parameters().stream()
        .filter(parameter -> parameter.type().equals("configuration"))
        .filter(parameter -> "path".equals(parameter.vendorType()))
        .filter(parameter -> placeholder.equals(parameter.vendorName()))
        .map(Parameter::name)
        .findFirst()
        .or(() ->
            Stream.of(placeholder)
                .filter(key -> element.configurationEntry(key).isPresent())
                .findFirst());
  }

  /** Where the vendor sends the user and we send events is no place of the vendor's. */
  private static boolean isDestination(String key) {
    return key.endsWith("url") && !key.equals("oauth.callback.url") && !key.startsWith("event.");
  }

  private String filled(String url) {
    if (url.indexOf('{') < 0) {
      return url;
    }
    return PLACEHOLDER
        .matcher(url)
        .replaceAll(placeholder -> Matcher.quoteReplacement(value(url, placeholder)));
  }

  private String value(String url, MatchResult placeholder) {
    Optional<String> value =
        entryOf(element, placeholder.group(1))
            .flatMap(key -> own.apply(key).or(() -> element.defaultValue(key, own)))
            .map(String::strip)
            .filter(text -> !text.isEmpty());
    if (value.isEmpty()) {
      return placeholder.group();
    }
    String text = value.get();
    String before = url.substring(0, placeholder.start());
    if (before.isEmpty()) {
      return withoutSlash(SCHEME.matcher(text).find() ? text : "https://" + text);
    }
    return before.endsWith("://") ? withoutSlash(SCHEME.matcher(text).replaceFirst("")) : text;
  }

  private static String withoutSlash(String text) {
    return text.replaceFirst("/+$", "");
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
