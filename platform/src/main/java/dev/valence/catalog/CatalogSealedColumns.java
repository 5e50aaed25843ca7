package dev.valence.catalog;

import dev.valence.vault.SealedColumn;
import dev.valence.vault.SealedColumns;
import java.util.List;

/** The sealed column of organizations' own elements: the secret defaults of their settings. */
public final class CatalogSealedColumns implements SealedColumns {

  @Override
  public List<SealedColumn> sealedColumns() {
    return List.of(
        new SealedColumn(
            "element_versions.defaults_sealed",
            "organization_id",
            List.of("definition_id bigint", "version bigint"),
            List.of(
                "(select element_id from element_definitions where id = definition_id)", "version"),
            row ->
                StoredElementRepository.row(
                    Long.parseLong(row.get(0)), Long.parseLong(row.get(1)))));
  }
}
