package dev.valence.sandbox.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The accounts at one vendor; there is always at least one. */
public final class Users {

  private static final long DEFAULT_STORAGE_BYTES = 2_000_000_000_000L;
  private static final long FIRST_NUMBER = 7_100_000_001L;

  private final Supplier<String> ids;
  private final NewUser firstUser;
  private final List<User> users = new ArrayList<>();
  private long nextNumber = FIRST_NUMBER;

  /**
   * Accounts of a vendor.
   *
   * @param ids makes the vendor's identifiers
   * @param firstUser the account that exists from the start
   */
  public Users(Supplier<String> ids, NewUser firstUser) {
    this.ids = ids;
    this.firstUser = firstUser;
    create(firstUser);
  }

  /**
   * Adds an account.
   *
   * @throws IllegalArgumentException when the address is taken
   */
  public synchronized User create(NewUser request) {
    if (users.stream().anyMatch(user -> user.email().equalsIgnoreCase(request.email()))) {
      throw new IllegalArgumentException("email is taken: " + request.email());
    }
    String email = request.email();
    User user =
        new User(
            ids.get(),
            nextNumber++,
            email,
            orDefault(request.displayName(), email.substring(0, email.indexOf('@'))),
            orDefault(request.country(), "US"),
            orDefault(request.locale(), "en"),
            orDefault(request.storageBytes(), DEFAULT_STORAGE_BYTES));
    users.add(user);
    return user;
  }

  /** All accounts, the first one first. */
  public synchronized List<User> all() {
    return List.copyOf(users);
  }

  /** The account with the vendor's identifier. */
  public synchronized Optional<User> find(String id) {
    return users.stream().filter(user -> user.id().equals(id)).findFirst();
  }

  /** Leaves only the first account, made anew. */
  public synchronized void reset() {
    users.clear();
    nextNumber = FIRST_NUMBER;
    create(firstUser);
  }

  private static <T> T orDefault(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
