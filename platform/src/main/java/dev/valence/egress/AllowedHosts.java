package dev.valence.egress;

import dev.valence.model.Element;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hosts that a sender may call.
 *
 * <p>Declared hosts are those of an element: https on port 443, under the {@link AddressPolicy}.
 * Exact ones are {@code host:port} pairs that an operator or a test names: http or https, and
 * exempt from the policy. {@link #ANYWHERE} is http or https at any port, under the policy.
 */
public final class AllowedHosts {

  /** What an element declares that may call any host. */
  public static final String ANY = "*";

  /** What an element declares that may call any host, by http as well, at any port. */
  public static final String ANYWHERE = Element.ANYWHERE;

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):(\\d{1,5})");

  private record Exact(String host, int port) {}

  private final Set<String> names;
  private final Set<String> domains;
  private final Set<Exact> exact;
  private final boolean anywhere;

  private AllowedHosts(Set<String> names, Set<String> domains, Set<Exact> exact, boolean anywhere) {
    this.names = Set.copyOf(names);
    this.domains = Set.copyOf(domains);
    this.exact = Set.copyOf(exact);
    this.anywhere = anywhere;
  }

  /**
   * The hosts that an element declares.
   *
   * @param hosts names; or {@code *.} before a name of two labels or more: its subdomains of any
   *     depth, not the name itself; or {@link #ANY}
   * @throws IllegalArgumentException for anything else
   */
  static AllowedHosts declared(Collection<String> hosts) {
    Set<String> names = new HashSet<>();
    Set<String> domains = new HashSet<>();
    for (String declared : hosts) {
      String host = declared.toLowerCase(Locale.ROOT);
      if (host.equals(ANY)) {
        names.add(ANY);
        continue;
      }
      boolean wildcard = host.startsWith("*.");
      String name = wildcard ? host.substring(2) : host;
      if (!NAME.matcher(name).matches() || (wildcard && !name.contains("."))) {
        throw new IllegalArgumentException("\"" + declared + "\" is not a host.");
      }
      (wildcard ? domains : names).add(name);
    }
    return new AllowedHosts(names, domains, Set.of(), false);
  }

  /**
   * Exact hosts and ports.
   *
   * @param pairs {@code host:port}, IPv6 addresses in brackets
   * @throws IllegalArgumentException for anything else
   */
  public static AllowedHosts exactly(Collection<String> pairs) {
    return new AllowedHosts(
        Set.of(),
        Set.of(),
        pairs.stream().map(AllowedHosts::pair).collect(Collectors.toUnmodifiableSet()),
        false);
  }

  /**
   * The host and port of a URL, exactly.
   *
   * @throws EgressException REFUSED for a URL that cannot be called
   */
  public static AllowedHosts originOf(URI uri) {
    Target target = Target.of(uri);
    return new AllowedHosts(
        Set.of(), Set.of(), Set.of(new Exact(target.host(), target.port())), false);
  }

  /**
   * The hosts of an element: declared ones, exact ones where a port is named, or {@link #ANYWHERE}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static AllowedHosts of(Collection<String> hosts) {
    List<String> named = hosts.stream().filter(host -> !host.equals(ANYWHERE)).toList();
    Predicate<String> exact = host -> host.contains(":");
    AllowedHosts all =
        declared(named.stream().filter(exact.negate()).toList())
            .plus(exactly(named.stream().filter(exact).toList()));
    return named.size() == hosts.size()
        ? all
        : new AllowedHosts(all.names, all.domains, all.exact, true);
  }

  /** Those of an element's hosts that it names, without those by which it allows any. */
  public static AllowedHosts named(Collection<String> hosts) {
    return of(hosts.stream().filter(host -> !isAny(host)).toList());
  }

  /** Whether an element with these hosts may call any host. */
  public static boolean allowAny(Collection<String> hosts) {
    return hosts.stream().anyMatch(AllowedHosts::isAny);
  }

  private static boolean isAny(String host) {
    return host.equals(ANY) || host.equals(ANYWHERE);
  }

  /** These hosts and others. */
  AllowedHosts plus(AllowedHosts others) {
    return new AllowedHosts(
        union(names, others.names),
        union(domains, others.domains),
        union(exact, others.exact),
        anywhere || others.anywhere);
  }

  /** Whether a URL may be called; its address is checked when the connection is made. */
  public boolean allows(URI uri) {
    try {
      return allows(Target.of(uri));
    } catch (EgressException e) {
      return false;
    }
  }

  boolean allows(Target target) {
    return exempts(target)
        || anywhere
        || (target.secure() && target.port() == 443 && declares(target.host()));
  }

  /** Whether a target is named by host and port, and so exempt from the address policy. */
  boolean exempts(Target target) {
    return exact.contains(new Exact(target.host(), target.port()));
  }

  private boolean declares(String host) {
    return names.contains(host)
        || names.contains(ANY)
        || domains.stream().anyMatch(domain -> host.endsWith("." + domain));
  }

  private static Exact pair(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a host and port.");
    }
    return new Exact(Target.unbracketed(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  private static <T> Set<T> union(Set<T> some, Set<T> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }
}
