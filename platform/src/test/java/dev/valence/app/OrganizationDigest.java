package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.store.Database;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All rows of an organization, table by table, to see whether anything of them has changed. */
final class OrganizationDigest {

  /** Tables that belong to the installation; {@code organizations} has one row of each. */
  private static final Set<String> NOBODYS =
      Set.of(
          "flyway_schema_history",
          "leases",
          "element_ids",
          "configuration_entry_ids",
          "built_in_part_ids",
          "provider_nodes",
          "provider_slots",
          "provider_windows",
          "vault_nodes",
          "key_rotations",
          "key_rotation_places");

  private final Database database;
  private final long organizationId;

  /** The organization of the first start. */
  OrganizationDigest(Database database) {
    this.database = database;
    this.organizationId =
        database.read(handle ->
            handle.createQuery("select min(id) from organizations").mapTo(Long.class).one());
  }

  /** The digest of each table's rows. */
  Map<String, String> digest() {
    Map<String, String> digests = new TreeMap<>();
    database.change(handle -> {
      List<String> all =
          handle
              .createQuery("select tablename from pg_tables where schemaname = 'public'")
              .mapTo(String.class)
              .list();
      Set<String> owned =
          handle
              .createQuery(
                  """
                  select table_name from information_schema.columns
                  where table_schema = 'public' and column_name = 'organization_id'
                  """)
              .mapTo(String.class)
              .set();
      for (String table : all) {
        boolean organizations = table.equals("organizations");
        if (owned.contains(table) || organizations) {
          digests.put(
              table,
              handle
                  .createQuery(
                      """
                      select count(*) || ' rows, ' ||
                        coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '')
                      from %s t where %s = :organization %s
                      """
                          .formatted(
                              table,
                              organizations ? "id" : "organization_id",
                              // That somebody tried to sign in as one of them is told to them.
                              table.equals("audit_log") ? "and action <> 'signIn'" : ""))
                  .bind("organization", organizationId)
                  .mapTo(String.class)
                  .one());
        } else {
          assertThat(NOBODYS).as("tables without an organization").contains(table);
        }
      }
    });
    assertThat(digests).hasSizeGreaterThan(15);
    return digests;
  }
}
