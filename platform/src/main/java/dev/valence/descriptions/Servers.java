package dev.valence.descriptions;

import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.servers.ServerVariable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a vendor is: URLs whose variables become settings. */
final class Servers {

  static final String BASE_URL = "base.url";

  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://.+");
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");

  private final ElementDraft draft;
  private final Optional<URI> base;

  /** The names of placeholders in paths, which are no variables of a server. */
  private final Set<String> reserved;

  Servers(ElementDraft draft, Optional<URI> base, Set<String> reserved) {
    this.draft = draft;
    this.base = base;
    this.reserved = reserved;
  }

  /** The server that is called: the first one with https, else the first. */
  static Optional<Server> chosen(@Nullable List<Server> servers) {
    List<Server> known =
        Objects.requireNonNullElse(servers, List.<Server>of()).stream()
            .filter(server -> server.getUrl() != null)
            .toList();
    return known.stream()
        .filter(server -> server.getUrl().startsWith("https://"))
        .findFirst()
        .or(() -> known.stream().findFirst());
  }

  /** Adds the base URL, with what has to be asked for. */
  void base(@Nullable List<Server> servers) {
    Optional<Server> server = chosen(servers);
    boolean unsaid = server.isEmpty() || server.get().getUrl().strip().matches("/?");
    String url =
        unsaid
            ? base.map(URI::toString).orElse("").replaceFirst("/+$", "")
            : server.map(this::url).orElseThrow();
    String others = others(servers);
    if (ABSOLUTE.matcher(url).matches()) {
      draft.configuration(Setting.known(BASE_URL, "Base URL", "Where the API is" + others, url));
      return;
    }
    String path = url.replaceFirst("/+$", "");
    if (path.isEmpty()) {
      draft.configuration(Setting.asked(BASE_URL, "Base URL", "Where the API is", null));
      return;
    }
    draft.configuration(
        Setting.asked(
            "site.address", "Site address", "Where the service is: https://<host>", null));
    draft.parameter(Assignment.of("configuration", "site.address", "path", "siteAddress"));
    draft.configuration(
        Setting.known(BASE_URL, "Base URL", "Where the API is", "{siteAddress}" + path));
  }

  private static String others(@Nullable List<Server> servers) {
    if (servers == null || servers.size() < 2) {
      return "";
    }
    return "; the description knows "
        + String.join(", ", servers.stream().limit(10).map(Server::getUrl).toList());
  }

  /** The URL of a server, whole if that can be known; its variables become settings. */
  String url(Server server) {
    String url = server.getUrl().strip();
    Map<String, ServerVariable> variables =
        server.getVariables() == null ? Map.of() : server.getVariables();
    for (var variable : variables.entrySet()) {
      String name = variable.getKey();
      if (url.contains("{" + name + "}")) {
        String own = reserved.contains(name) ? "server." + name : name;
        url = url.replace("{" + name + "}", "{" + own + "}");
        ask(own, variable.getValue());
      }
    }
    String whole = url.startsWith("//") ? "https:" + url : url;
    return absolute(whole.replaceFirst("/+$", "").isEmpty() ? "/" : whole.replaceFirst("/+$", ""));
  }

  private void ask(String name, ServerVariable variable) {
    Setting setting =
        Setting.asked(
            name,
            name,
            Objects.requireNonNullElse(variable.getDescription(), "A part of the API's URL"),
            variable.getDefault());
    draft.configuration(setting.oneOf(Objects.requireNonNullElse(variable.getEnum(), List.of())));
    draft.parameter(Assignment.of("configuration", name, "path", name));
  }

  /** A URL seen from where the document was, as far as that is known. */
  String absolute(String url) {
    if (base.isEmpty() || SCHEME.matcher(url).matches() || url.contains("{")) {
      return url;
    }
    try {
      return base.get().resolve(url).toString().replaceFirst("/+$", "");
    } catch (IllegalArgumentException e) {
      return url;
    }
  }
}
