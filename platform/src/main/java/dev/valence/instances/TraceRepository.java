package dev.valence.instances;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.UnopenedException;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The traces of calls, sealed, for a day, and of each organization no more than so many. */
@ApplicationScoped
class TraceRepository {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int MOST = 1_000;

  private final Database database;
  private final Vault vault;

  TraceRepository(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  /** Stores the trace of a call, in the place of one that it has, while its instance is there. */
  void insert(Instance instance, String id, JsonNode calls) {
    long organizationId = instance.organizationId();
    byte[] sealed = vault.seal(organizationId, row(id), Secret.of(calls.toString()));
    database.change(handle -> {
      handle
          .createUpdate(
              """
              insert into traces (organization_id, id, instance_id, element_id, sealed, created_at)
              select organization_id, :id, id, element_id, :sealed, clock_timestamp()
              from instances where id = :instance and organization_id = :organization
              for key share
              on conflict (organization_id, id)
              do update set sealed = excluded.sealed, created_at = excluded.created_at
              """)
          .bind("organization", organizationId)
          .bind("id", id)
          .bind("instance", instance.id())
          .bind("sealed", sealed)
          .execute();
      forgetOld(handle, organizationId);
    });
  }

  private static void forgetOld(Handle handle, long organizationId) {
    handle
        .createUpdate("delete from traces where created_at < now() - :kept")
        .bind("kept", KEPT)
        .execute();
    handle
        .createUpdate(
            """
            delete from traces
            where organization_id = :organization and created_at <=
              (select created_at from traces where organization_id = :organization
               order by created_at desc offset :most limit 1)
            """)
        .bind("organization", organizationId)
        .bind("most", MOST)
        .execute();
  }

  /**
   * The trace of a call of an organization's, with that element.
   *
   * @throws ApiException 410 if what is stored does not open
   */
  Optional<JsonNode> find(long organizationId, long elementId, String id) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select sealed from traces
                where organization_id = :organization and id = :id and element_id = :element
                  and created_at >= now() - :kept
                """)
            .bind("organization", organizationId)
            .bind("id", id)
            .bind("element", elementId)
            .bind("kept", KEPT)
            .map((row, context) -> open(organizationId, id, row.getBytes("sealed")))
            .findOne());
  }

  private JsonNode open(long organizationId, String id, byte[] sealed) {
    try {
      return read(vault.open(organizationId, row(id), sealed));
    } catch (UnopenedException e) {
      throw ApiException.of(410, "What is stored of the trace was damaged and cannot be shown.");
    }
  }

  private static JsonNode read(Secret text) {
    try {
      return JSON.readTree(text.reveal());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A trace that was stored is no JSON."); // no cause: it quotes
    }
  }

  static String row(String id) {
    return "traces/" + id;
  }
}
