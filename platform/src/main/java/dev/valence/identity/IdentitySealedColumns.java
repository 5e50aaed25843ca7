package dev.valence.identity;

import dev.valence.vault.SealedColumn;
import dev.valence.vault.SealedColumns;
import java.util.List;

/** The sealed columns of organizations and users: the secrets that are shown again. */
public final class IdentitySealedColumns implements SealedColumns {

  @Override
  public List<SealedColumn> sealedColumns() {
    return List.of(
        new SealedColumn(
            "organizations.secret_sealed",
            "id",
            List.of("id bigint"),
            List.of("id"),
            row -> IdentitySecrets.organizationRow(Long.parseLong(row.getFirst()))),
        new SealedColumn(
            "users.secret_sealed",
            "organization_id",
            List.of("id bigint"),
            List.of("id"),
            row -> IdentitySecrets.userRow(Long.parseLong(row.getFirst()))));
  }
}
