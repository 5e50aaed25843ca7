package dev.valence.identity;

import dev.valence.identity.AuditEvent.Subject;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import dev.valence.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The audit log in the database, which lets nobody change or delete of it. */
final class AuditRepository {

  private final Database database;

  AuditRepository(Database database) {
    this.database = database;
  }

  /**
   * Which events are asked for; what is null does not matter.
   *
   * @param accountId by whose account they were done
   * @param action what was done
   * @param kind to what kind of thing
   * @param subject to which of them
   * @param userId by whom
   * @param from since when
   * @param to until before when
   */
  record Filter(
      long organizationId,
      @Nullable Long accountId,
      @Nullable String action,
      @Nullable String kind,
      @Nullable String subject,
      @Nullable Long userId,
      @Nullable Instant from,
      @Nullable Instant to) {}

  void insert(Handle handle, AuditEvent event, AuditLog.Origin origin) {
    Principal actor = event.actor() == null ? origin.caller() : event.actor();
    Subject subject = event.subject();
    handle
        .createUpdate(
            """
            insert into audit_log (organization_id, user_id, account_id, address, request_id,
              action, subject_kind, subject_id, succeeded)
            values (:organization, :user, :account, :address, :request, :action, :kind, :subject,
              :succeeded)
            """)
        .bind("organization", event.organizationId())
        .bind("user", actor == null ? null : actor.userId())
        .bind("account", actor == null ? null : actor.accountId())
        .bind("address", origin.address())
        .bind("request", origin.requestId())
        .bind("action", event.action().key())
        .bind("kind", subject.kind().key())
        .bind("subject", subject.id())
        .bind("succeeded", event.succeeded())
        .execute();
  }

  /** Events, the newest first. */
  Page<AuditAnswer> list(Filter filter, PageRequest page) {
    List<AuditAnswer> found =
        database.read(handle ->
            handle
                .createQuery(
                    """
                    select * from audit_log
                    where organization_id = :organization
                      and (cast(:account as bigint) is null or account_id = :account)
                      and (cast(:action as text) is null or action = :action)
                      and (cast(:kind as text) is null or subject_kind = :kind)
                      and (cast(:subject as text) is null or subject_id = :subject)
                      and (cast(:user as bigint) is null or user_id = :user)
                      and (cast(:from as timestamptz) is null or at >= :from)
                      and (cast(:to as timestamptz) is null or at < :to)
                      and (cast(:before as bigint) is null or id < :before)
                    order by id desc limit :limit
                    """)
                .bind("organization", filter.organizationId())
                .bind("account", filter.accountId())
                .bind("action", filter.action())
                .bind("kind", filter.kind())
                .bind("subject", filter.subject())
                .bind("user", filter.userId())
                .bind("from", time(filter.from()))
                .bind("to", time(filter.to()))
                .bind("before", page.nextPage().map(Long::valueOf).orElse(null))
                .bind("limit", page.size() + 1)
                .map(AuditRepository::answer)
                .list());
    if (found.size() <= page.size()) {
      return Page.only(found);
    }
    List<AuditAnswer> items = found.subList(0, page.size());
    return new Page<>(items, String.valueOf(items.getLast().id()));
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static AuditAnswer answer(ResultSet row, StatementContext context) throws SQLException {
    return new AuditAnswer(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("user_id", Long.class),
        row.getObject("account_id", Long.class),
        row.getString("address"),
        row.getString("request_id"),
        row.getString("action"),
        new AuditAnswer.SubjectAnswer(row.getString("subject_kind"), row.getString("subject_id")),
        row.getBoolean("succeeded") ? "success" : "failure");
  }
}
