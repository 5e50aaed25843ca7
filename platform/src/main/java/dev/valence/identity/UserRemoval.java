package dev.valence.identity;

import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes what users own, and users. */
@ApplicationScoped
class UserRemoval {

  private final KnownCallers callers;
  private final UserRepository users;
  private final Event<UsersCleared> cleared;

  UserRemoval(Database database, KnownCallers callers, Event<UsersCleared> cleared) {
    this.callers = callers;
    this.users = new UserRepository(database);
    this.cleared = cleared;
  }

  /** Deletes what users own. Gives what is to be done after the commit. */
  Runnable clear(Handle handle, long organizationId, List<Long> ids) {
    users.lock(handle, organizationId, ids);
    List<Runnable> afterwards = new ArrayList<>();
    cleared.fire(new UsersCleared(handle, organizationId, ids, afterwards::add));
    return () -> afterwards.forEach(Runnable::run);
  }

  /** Deletes users with what they own. Gives what is to be done after the commit. */
  Runnable remove(Handle handle, long organizationId, List<Long> ids) {
    Runnable afterwards = clear(handle, organizationId, ids);
    users.delete(handle, organizationId, ids);
    callers.changed(handle);
    return afterwards;
  }
}
