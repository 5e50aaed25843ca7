package dev.valence.identity;

import dev.valence.http.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
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

/** The users of an account (contract, platform 1.4). */
@Path("/accounts/{accountId}/users")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class AccountUsersResource {

  private final Caller caller;
  private final UserService users;
  private final UserAnswers answers;
  private final Paging paging;

  AccountUsersResource(Caller caller, UserService users, UserAnswers answers, Paging paging) {
    this.caller = caller;
    this.users = users;
    this.answers = answers;
    this.paging = paging;
  }

  /** Users. */
  @GET
  @Operation(summary = "Lists the users of an account; 404 when there is none.")
  public Response list(
      @PathParam("accountId") String accountId,
      @QueryParam("where") @Nullable String where,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("nextPage") @Nullable String nextPage,
      @QueryParam("offset") @Nullable String offset) {
    return answers.list(scope(accountId), where, paging);
  }

  /** A new user. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Makes a user of an account.",
      description = "The answer has the user's secret, which is later shown for the password only.")
  public UserAnswer create(@PathParam("accountId") String accountId, UserBody body) {
    return answers.of(users.create(scope(accountId), body));
  }

  /** A user. */
  @GET
  @Path("/{idOrEmail}")
  @Operation(summary = "Shows a user of an account; with the user's password also the secret.")
  public UserAnswer get(
      @PathParam("accountId") String accountId,
      @PathParam("idOrEmail") String idOrEmail,
      @HeaderParam("Elements-User-Password") @Nullable String elements,
      @HeaderParam("Your_moms-User-Password") @Nullable String yourMoms) {
    return answers.of(users.get(scope(accountId), idOrEmail), elements, yourMoms);
  }

  /** Changes what is sent. */
  @PATCH
  @Path("/{idOrEmail}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Changes what is sent of a user of an account.")
  public UserAnswer update(
      @PathParam("accountId") String accountId,
      @PathParam("idOrEmail") String idOrEmail,
      @QueryParam("permanent") @DefaultValue("false") boolean permanent,
      UserBody body) {
    return answers.of(users.change(scope(accountId), idOrEmail, body, false, permanent));
  }

  /** Changes all but the password and the roles. */
  @PUT
  @Path("/{idOrEmail}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Replaces what is known of a user of an account.")
  public UserAnswer replace(
      @PathParam("accountId") String accountId,
      @PathParam("idOrEmail") String idOrEmail,
      @QueryParam("permanent") @DefaultValue("false") boolean permanent,
      UserBody body) {
    return answers.of(users.change(scope(accountId), idOrEmail, body, true, permanent));
  }

  /** Deletes with instances. */
  @DELETE
  @Path("/{idOrEmail}")
  @Operation(summary = "Deletes a user of an account with all instances of theirs.")
  public Response delete(
      @PathParam("accountId") String accountId, @PathParam("idOrEmail") String idOrEmail) {
    users.delete(scope(accountId), idOrEmail);
    return Response.ok().build();
  }

  private UserService.Scope scope(String accountId) {
    return users.ofAccount(caller.principal(), accountId);
  }
}
