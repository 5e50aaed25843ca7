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

/** The roles of a user, without those of the account (contract, platform 1.5). */
@Path("/users/{idOrEmail}/roles")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class UserRolesResource {

  private final Caller caller;
  private final RoleService roles;

  UserRolesResource(Caller caller, RoleService roles) {
    this.caller = caller;
    this.roles = roles;
  }

  /** Roles. */
  @GET
  @Operation(summary = "Lists the roles of a user.")
  public List<RoleAnswer> list(@PathParam("idOrEmail") String idOrEmail) {
    return roles.ofUser(caller.principal(), idOrEmail);
  }

  /** One role more. */
  @PUT
  @Path("/{key}")
  @Operation(summary = "Gives a user the role admin or org-admin.")
  public RoleAnswer grant(@PathParam("idOrEmail") String idOrEmail, @PathParam("key") String key) {
    return roles.grantUser(caller.principal(), idOrEmail, key);
  }

  /** One role less. */
  @DELETE
  @Path("/{key}")
  @Operation(summary = "Takes a role from a user.")
  public Response revoke(@PathParam("idOrEmail") String idOrEmail, @PathParam("key") String key) {
    roles.revokeUser(caller.principal(), idOrEmail, key);
    return Response.ok().build();
  }
}
