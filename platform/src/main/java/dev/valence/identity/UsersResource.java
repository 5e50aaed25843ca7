package dev.valence.identity;

import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller as a user (contract, platform 1.5). */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class UsersResource {

  private final Caller caller;
  private final Login login;
  private final IdentitySecrets secrets;
  private final UserRepository users;

  UsersResource(Caller caller, Login login, IdentitySecrets secrets, Database database) {
    this.caller = caller;
    this.login = login;
    this.secrets = secrets;
    this.users = new UserRepository(database);
  }

  /** The caller; with the right password also the caller's secret. */
  @GET
  @Path("/me")
  @Operation(summary = "Shows the caller; with the right password also the secret.")
  public UserAnswer me(
      @HeaderParam("Elements-User-Password") @Nullable String elements,
      @HeaderParam("Your_moms-User-Password") @Nullable String yourMoms) {
    String password = elements == null ? yourMoms : elements;
    Principal principal = caller.principal();
    User user =
        users
            .find(principal.organizationId(), principal.userId())
            .orElseThrow(ApiException::invalidCredentials);
    boolean show = password != null && login.isPassword(user, Secret.of(password));
    return UserAnswer.of(user, show ? secrets.ofUser(principal) : null);
  }
}
