package dev.valence.identity;

import dev.valence.http.Paging;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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

/** The accounts of the organization (contract, platform 1.4). */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class AccountsResource {

  private final Caller caller;
  private final AccountService accounts;
  private final Paging paging;

  AccountsResource(Caller caller, AccountService accounts, Paging paging) {
    this.caller = caller;
    this.accounts = accounts;
    this.paging = paging;
  }

  /** Accounts. */
  @GET
  @Operation(
      summary = "Lists the accounts of the organization.",
      description =
          "where compares one field, such as name='Acme' or defaultAccount=true. Accounts that are"
              + " deactivated are listed with includeInactive=true or where=active=false.")
  public Response list(
      @QueryParam("where") @Nullable String where,
      @QueryParam("includeInactive") @DefaultValue("false") boolean includeInactive,
      @QueryParam("pageSize") @Nullable String pageSize,
      @QueryParam("nextPage") @Nullable String nextPage,
      @QueryParam("offset") @Nullable String offset) {
    Selection selection = Selection.read(paging, where, AccountRepository.FIELDS);
    Listed<Account> found = accounts.list(caller.principal(), selection, includeInactive);
    return paging.answer(found.as(AccountAnswer::of), found.total());
  }

  /** A new account. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Makes an account; name and description default to externalId.")
  public AccountAnswer create(AccountBody body) {
    return AccountAnswer.of(accounts.create(caller.principal(), body));
  }

  /** An account. */
  @GET
  @Path("/{id}")
  @Operation(summary = "Shows an account.")
  public AccountAnswer get(@PathParam("id") String id) {
    return AccountAnswer.of(accounts.get(caller.principal(), id));
  }

  /** Changes what is sent. */
  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes what is sent of an account; {\"active\": false} deactivates.",
      description =
          "The users of a deactivated account cannot call. They and their instances are kept,"
              + " unless permanent=true.")
  public AccountAnswer update(
      @PathParam("id") String id,
      @QueryParam("permanent") @DefaultValue("false") boolean permanent,
      AccountBody body) {
    return AccountAnswer.of(accounts.change(caller.principal(), id, body.part(), permanent));
  }

  /** Changes all. */
  @PUT
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Replaces what is known of an account.")
  public AccountAnswer replace(
      @PathParam("id") String id,
      @QueryParam("permanent") @DefaultValue("false") boolean permanent,
      AccountBody body) {
    return AccountAnswer.of(accounts.change(caller.principal(), id, body.whole(), permanent));
  }

  /** Deactivates for good. */
  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Deactivates an account and deletes its users with their instances.",
      description = "The account itself can be activated again.")
  public Response delete(@PathParam("id") String id) {
    accounts.delete(caller.principal(), id);
    return Response.ok().build();
  }
}
