package dev.valence.identity;

import dev.valence.http.Access;
import dev.valence.http.RequestContext;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** From e-mail and password to the credentials of the API (contract, platform 1.5). */
@Path("/authentication")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Identity", description = "Who is calling: login, organization and user.")
public class AuthenticationResource {

  private final Login login;
  private final Caller caller;
  private final RequestContext context;
  private final IdentitySecrets secrets;
  private final AuditLog audit;

  AuthenticationResource(
      Login login, Caller caller, RequestContext context, IdentitySecrets secrets, AuditLog audit) {
    this.login = login;
    this.caller = caller;
    this.context = context;
    this.secrets = secrets;
    this.audit = audit;
  }

  /** Signs in. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Access(Access.Level.OPEN)
  @Operation(summary = "Gives a token for an hour, for an e-mail and a password.")
  public Token signIn(@Nullable Attempt attempt) {
    Attempt sent = attempt == null ? new Attempt(null, null) : attempt;
    return new Token(login.signIn(sent.username(), sent.password()).reveal());
  }

  /** The credentials of whoever signed in. */
  @GET
  @Path("/secrets")
  @SecurityRequirement(name = "credentials")
  @Operation(summary = "Gives the secrets of whoever signed in.")
  public SecretPair secrets() {
    if (context.credentials().bearer() == null) {
      throw ApiException.invalidCredentials();
    }
    Principal principal = caller.principal();
    long organizationId = principal.organizationId();
    audit.record(AuditEvent.of(organizationId, Action.SECRET_READ, Kind.USER, principal.userId()));
    audit.record(
        AuditEvent.of(organizationId, Action.SECRET_READ, Kind.ORGANIZATION, organizationId));
    return new SecretPair(
        secrets.ofUser(principal).reveal(), secrets.ofOrganization(organizationId).reveal());
  }

  /** What signs in. */
  public record Attempt(@Nullable String username, @Nullable Secret password) {}

  /** A token for {@code Bearer}. */
  public record Token(String token) {}

  /** The values of {@code User} and {@code Organization}. */
  public record SecretPair(String userSecret, String organizationSecret) {}
}
