package dev.valence.identity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The roles that all users of an account have (contract, platform 1.4). */
@Path("/accounts/{accountId}/roles")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class AccountRolesResource {

  private final Caller caller;
  private final RoleService roles;

  AccountRolesResource(Caller caller, RoleService roles) {
    this.caller = caller;
    this.roles = roles;
  }

  /** Roles. */
  @GET
  @Operation(summary = "Lists the roles of all users of an account.")
  public List<RoleAnswer> list(@PathParam("accountId") String accountId) {
    return roles.ofAccount(caller.principal(), accountId);
  }

  /** One role more. */
  @PUT
  @Path("/{key}")
  @Operation(summary = "Gives all users of an account the role admin or org-admin.")
  public RoleAnswer grant(@PathParam("accountId") String accountId, @PathParam("key") String key) {
    return roles.grantAccount(caller.principal(), accountId, key);
  }

  /** One role less. */
  @DELETE
  @Path("/{key}")
  @Operation(summary = "Takes a role from all users of an account.")
  public Response revoke(@PathParam("accountId") String accountId, @PathParam("key") String key) {
    roles.revokeAccount(caller.principal(), accountId, key);
    return Response.ok().build();
  }
}
