package dev.valence.identity;

import dev.valence.http.RequestContext;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The log of who did what, which can only be added to. What is changed is written down in the
 * transaction that changes it: there is neither without the other.
 */
@ApplicationScoped
public class AuditLog {

  /**
   * Where an event comes from.
   *
   * @param caller who makes the call at hand; null for nobody
   * @param address the network address of the call's client
   * @param requestId the call's id
   */
  record Origin(@Nullable Principal caller, @Nullable String address, @Nullable String requestId) {

    static final Origin NONE = new Origin(null, null, null);
  }

  private final Database database;
  private final AuditRepository events;
  private final Supplier<Origin> origin;

  @Inject
  AuditLog(Database database, Caller caller, RequestContext context) {
    this(
        database,
        () -> {
          try {
            return new Origin(caller.find().orElse(null), context.address(), context.requestId());
          } catch (ContextNotActiveException e) {
            return Origin.NONE;
          }
        });
  }

  private AuditLog(Database database, Supplier<Origin> origin) {
    this.database = database;
    this.events = new AuditRepository(database);
    this.origin = origin;
  }

  /** The log for what happens outside of calls. */
  public static AuditLog withoutCalls(Database database) {
    return new AuditLog(database, () -> Origin.NONE);
  }

  /** Writes down what happens in a transaction. */
  public void record(Handle handle, AuditEvent event) {
    events.insert(handle, event, origin.get());
  }

  /** Writes down what changes nothing, such as a secret that is about to be shown. */
  public void record(AuditEvent event) {
    database.change(handle -> record(handle, event));
  }
}
