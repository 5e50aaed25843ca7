package dev.valence.identity;

import dev.valence.model.ApiException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who makes the call that is being answered. */
@RequestScoped
public class Caller {

  private @Nullable Principal principal;

  /**
   * Who is calling.
   *
   * @throws ApiException 401 if nobody said who it is
   */
  public Principal principal() {
    if (principal == null) {
      throw ApiException.invalidCredentials();
    }
    return principal;
  }

  /** Who is calling, if anybody said it. */
  public Optional<Principal> find() {
    return Optional.ofNullable(principal);
  }

  void is(Principal authenticated) {
    this.principal = authenticated;
  }
}
