package dev.valence.identity;

import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * What users own is deleted, in the transaction at hand, often because they are deleted next. A
 * room that keeps anything of a user's observes this. Nothing can be added meanwhile, since the
 * users are locked.
 *
 * @param handle the transaction
 * @param organizationId the organization of all of them
 * @param userIds the users
 * @param afterwards takes what is to be done once the transaction is committed
 */
public record UsersCleared(
    Handle handle, long organizationId, List<Long> userIds, Consumer<Runnable> afterwards) {}
