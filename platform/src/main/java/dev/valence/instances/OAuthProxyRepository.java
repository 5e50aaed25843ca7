package dev.valence.instances;

import dev.valence.store.Database;
import dev.valence.vault.UnopenedException;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** OAuth proxies in the database; the apps' keys and secrets are sealed. */
@ApplicationScoped
class OAuthProxyRepository {

  private final Database database;
  private final Vault vault;

  OAuthProxyRepository(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** The organization's proxies in the order of their numbers. */
  List<OAuthProxy> list(long organizationId) {
    return find(organizationId, null, null);
  }

  /** The organization's proxy of that number. */
  Optional<OAuthProxy> find(long organizationId, long id) {
    return find(organizationId, id, null).stream().findFirst();
  }

  /** The organization's proxy of that name. */
  Optional<OAuthProxy> find(long organizationId, String name) {
    return find(organizationId, null, name).stream().findFirst();
  }

  private List<OAuthProxy> find(long organizationId, @Nullable Long id, @Nullable String name) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select id, name from oauth_proxies
                where organization_id = :organization
                  and (cast(:id as bigint) is null or id = :id)
                  and (cast(:name as text) is null or name = :name)
                order by id
                """)
            .bind("organization", organizationId)
            .bind("id", id)
            .bind("name", name)
            .map((row, context) -> {
              Set<Long> damaged = new HashSet<>();
              return new OAuthProxy(
                  row.getLong("id"),
                  row.getString("name"),
                  urls(handle, organizationId, row.getLong("id")),
                  apps(handle, organizationId, row.getLong("id"), damaged),
                  damaged);
            })
            .list());
  }

  private static List<String> urls(Handle handle, long organizationId, long proxyId) {
    return handle
        .createQuery(
            """
            select url from oauth_proxy_urls
            where organization_id = :organization and proxy_id = :proxy order by url
            """)
        .bind("organization", organizationId)
        .bind("proxy", proxyId)
        .mapTo(String.class)
        .list();
  }

  private SequencedMap<Long, RegisteredApp> apps(
      Handle handle, long organizationId, long proxyId, Set<Long> damaged) {
    SequencedMap<Long, RegisteredApp> apps = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            select element_id, key_sealed, secret_sealed from oauth_proxy_apps
            where organization_id = :organization and proxy_id = :proxy order by element_id
            """)
        .bind("organization", organizationId)
        .bind("proxy", proxyId)
        .map((row, context) -> {
          long element = row.getLong("element_id");
          byte[] key = row.getBytes("key_sealed");
          byte[] secret = row.getBytes("secret_sealed");
          try {
            apps.put(
                element,
                new RegisteredApp(
                    vault.open(organizationId, row(proxyId, element, "key"), key),
                    vault.open(organizationId, row(proxyId, element, "secret"), secret),
                    null));
          } catch (UnopenedException _) {
            damaged.add(element);
          }
          return element;
        })
        .list();
    return apps;
  }

  /**
   * Stores a proxy.
   *
   * @param apps by the numbers of elements
   * @return its number; empty when the organization has one of that name
   */
  Optional<Long> insert(long organizationId, String name, Map<Long, RegisteredApp> apps) {
    return database.transact(handle -> {
      Optional<Long> id =
          handle
              .createQuery(
                  """
                  insert into oauth_proxies (organization_id, name) values (:organization, :name)
                  on conflict do nothing returning id
                  """)
              .bind("organization", organizationId)
              .bind("name", name)
              .mapTo(Long.class)
              .findOne();
      id.ifPresent(proxy ->
          apps.forEach((element, app) -> insert(handle, organizationId, proxy, element, app)));
      return id;
    });
  }

  private void insert(
      Handle handle, long organizationId, long proxyId, long elementId, RegisteredApp app) {
    handle
        .createUpdate(
            """
            insert into oauth_proxy_apps
              (proxy_id, organization_id, element_id, key_sealed, secret_sealed)
            values (:proxy, :organization, :element, :key, :secret)
            """)
        .bind("proxy", proxyId)
        .bind("organization", organizationId)
        .bind("element", elementId)
        .bind("key", vault.seal(organizationId, row(proxyId, elementId, "key"), app.apiKey()))
        .bind(
            "secret",
            vault.seal(organizationId, row(proxyId, elementId, "secret"), app.apiSecret()))
        .execute();
  }

  /** Deletes a proxy with all that came by it; false when there is none. */
  boolean delete(long organizationId, long id) {
    return database.transact(handle ->
        handle
                .createUpdate(
                    """
                    delete from oauth_proxies where organization_id = :organization and id = :id
                    """)
                .bind("organization", organizationId)
                .bind("id", id)
                .execute()
            > 0);
  }

  /** Adds a URL or pattern of a proxy that is there. */
  void addUrl(long organizationId, long proxyId, String url) {
    database.change(handle ->
        handle
            .createUpdate(
                """
                insert into oauth_proxy_urls (proxy_id, organization_id, url)
                select id, organization_id, :url from oauth_proxies
                where organization_id = :organization and id = :proxy
                on conflict do nothing
                """)
            .bind("organization", organizationId)
            .bind("proxy", proxyId)
            .bind("url", url)
            .execute());
  }

  /** Takes a URL or pattern away; false when it is not there. */
  boolean removeUrl(long organizationId, long proxyId, String url) {
    return database.transact(handle ->
        handle
                .createUpdate(
                    """
                    delete from oauth_proxy_urls
                    where organization_id = :organization and proxy_id = :proxy and url = :url
                    """)
                .bind("organization", organizationId)
                .bind("proxy", proxyId)
                .bind("url", url)
                .execute()
            > 0);
  }

  static String row(long proxyId, long elementId, String field) {
    return "oauth-proxy:" + proxyId + ":" + elementId + ":" + field;
  }
}
