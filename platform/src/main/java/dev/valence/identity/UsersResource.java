package dev.valence.identity;

import dev.valence.http.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The users of the organization, and the caller as one (contract, platform 1.5). */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class UsersResource {

  private final Caller caller;
  private final UserService users;
  private final UserAnswers answers;
  private final Paging paging;

  UsersResource(Caller caller, UserService users, UserAnswers answers, Paging paging) {
    this.caller = caller;
    this.users = users;
    this.answers = answers;
    this.paging = paging;
  }

  /** The caller; with the right password also the caller's secret. */
  @GET
  @Path("/me")
  @Operation(summary = "Shows the caller; with the right password also the secret.")
  public UserAnswer me(
      @HeaderParam("Elements-User-Password") @Nullable String elements,
      @HeaderParam("Your_moms-User-Password") @Nullable String yourMoms) {
    return get("me", elements, yourMoms);
  }

  /** Users. */
  @GET
  @Operation(
      summary = "Lists the users whom the caller manages; 404 when there is none.",
      description = "where compares one field, such as lastName='Lovelace'.")
  public Response list(
      @QueryParam("where") @Nullable String where,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("nextPage") @Nullable String nextPage,
      @QueryParam("offset") @Nullable String offset) {
    return answers.list(scope(), where, paging);
  }

  /** A user. */
  @GET
  @Path("/{idOrEmail}")
  @Operation(summary = "Shows a user; with the user's password also the secret.")
  public UserAnswer get(
      @PathParam("idOrEmail") String idOrEmail,
      @HeaderParam("Elements-User-Password") @Nullable String elements,
      @HeaderParam("Your_moms-User-Password") @Nullable String yourMoms) {
    return answers.of(users.get(scope(), idOrEmail), elements, yourMoms);
  }

  /** Changes what is sent. */
  @PATCH
  @Path("/{idOrEmail}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes what is sent of a user; {\"active\": false} deactivates.",
      description = "Deactivation keeps the instances, unless permanent=true.")
  public UserAnswer update(
      @PathParam("idOrEmail") String idOrEmail,
      @QueryParam("permanent") @DefaultValue("false") boolean permanent,
      UserBody body) {
    return answers.of(users.change(scope(), idOrEmail, body, false, permanent));
  }

  /** Changes all but the password and the roles. */
  @PUT
  @Path("/{idOrEmail}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Replaces what is known of a user; the password may be left out.")
  public UserAnswer replace(
      @PathParam("idOrEmail") String idOrEmail,
      @QueryParam("permanent") @DefaultValue("false") boolean permanent,
      UserBody body) {
    return answers.of(users.change(scope(), idOrEmail, body, true, permanent));
  }

  /** Deletes with instances. */
  @DELETE
  @Path("/{idOrEmail}")
  @Operation(summary = "Deletes a user with all instances of theirs.")
  public Response delete(@PathParam("idOrEmail") String idOrEmail) {
    users.delete(scope(), idOrEmail);
    return Response.ok().build();
  }

  /** A new secret. */
  @PUT
  @Path("/{idOrEmail}/secret")
  @Operation(
      summary = "Gives a user a new secret.",
      description =
          "The old one fails at once. The new one is shown here and, later, only for the"
              + " user's password.")
  public SecretAnswer renewSecret(@PathParam("idOrEmail") String idOrEmail) {
    return SecretAnswer.of(users.renewSecret(scope(), idOrEmail));
  }

  private UserService.Scope scope() {
    return users.ofOrganization(caller.principal());
  }
}
