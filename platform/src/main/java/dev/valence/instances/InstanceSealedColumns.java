package dev.valence.instances;

import dev.valence.identity.AuditEvent;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditLog;
import dev.valence.instances.Instance.State;
import dev.valence.store.Notifications;
import dev.valence.vault.SealedColumn;
import dev.valence.vault.SealedColumns;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The sealed columns of instances, their traces, and OAuth proxies. */
public final class InstanceSealedColumns implements SealedColumns {

  private final Notifications notifications;
  private final AuditLog audit;

  /**
   * @param notifications tells every node of an instance that needs consent
   * @param audit has it written down
   */
  public InstanceSealedColumns(Notifications notifications, AuditLog audit) {
    this.notifications = notifications;
    this.audit = audit;
  }

  @Override
  public List<SealedColumn> sealedColumns() {
    return List.of(
        new SealedColumn(
            "instances.token_sealed",
            "organization_id",
            List.of("id bigint"),
            List.of("id"),
            row -> InstanceRepository.tokenRow(Long.parseLong(row.getFirst()))),
        new SealedColumn(
            "instance_configuration.sealed",
            "organization_id",
            List.of("instance_id bigint", "key text"),
            List.of("instance_id", "key"),
            row -> InstanceRepository.valueRow(Long.parseLong(row.get(0)), row.get(1)),
            this::needsConsent),
        new SealedColumn(
            "traces.sealed",
            "organization_id",
            List.of("organization_id bigint", "id text"),
            List.of("id"),
            row -> TraceRepository.row(row.getFirst())),
        app("key"),
        app("secret"),
        new SealedColumn(
            "oauth_proxy_consents.verifier_sealed",
            "organization_id",
            List.of("state_hash bytea"),
            List.of("encode(state_hash, 'hex')"),
            row -> ProxiedConsentRepository.row(HexFormat.of().parseHex(row.getFirst()))));
  }

  private void needsConsent(Handle handle, long organizationId, List<String> row) {
    long id = Long.parseLong(row.get(0));
    InstanceRepository.putState(
        handle,
        notifications,
        organizationId,
        id,
        State.NEEDS_CONSENT,
        InstanceRepository.unopened(row.get(1)));
    audit.record(handle, AuditEvent.of(organizationId, Action.NEEDS_CONSENT, Kind.INSTANCE, id));
  }

  private static SealedColumn app(String field) {
    return new SealedColumn(
        "oauth_proxy_apps." + field + "_sealed",
        "organization_id",
        List.of("proxy_id bigint", "element_id bigint"),
        List.of("proxy_id", "element_id"),
        row ->
            OAuthProxyRepository.row(
                Long.parseLong(row.get(0)), Long.parseLong(row.get(1)), field));
  }
}
