package dev.valence.identity;

import dev.valence.http.PlainText;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.model.ApiException;
import dev.valence.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's organization (contract, platform 1.3). */
@Path("/organizations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class OrganizationsResource {

  /** The generation of virtual data resources that the platform has (contract, platform 5.7). */
  private static final String VIRTUAL_DATA_RESOURCES = "v2";

  private static final int LONGEST_NAME = 1000;

  private final Caller caller;
  private final UserService users;
  private final KnownCallers callers;
  private final IdentitySecrets secrets;
  private final OrganizationRepository organizations;
  private final Database database;
  private final AuditLog audit;

  OrganizationsResource(
      Caller caller,
      UserService users,
      KnownCallers callers,
      IdentitySecrets secrets,
      Database database,
      AuditLog audit) {
    this.caller = caller;
    this.users = users;
    this.callers = callers;
    this.secrets = secrets;
    this.database = database;
    this.audit = audit;
    this.organizations = new OrganizationRepository(database);
  }

  /** The caller's own organization, with its secret, which the caller has or may ask for. */
  @GET
  @Path("/me")
  @Operation(summary = "Shows the organization of the caller.")
  public Answer me() {
    Organization organization =
        organizations
            .find(caller.principal().organizationId())
            .orElseThrow(ApiException::invalidCredentials);
    audit.record(event(Action.SECRET_READ));
    return new Answer(
        organization.id(),
        organization.name(),
        secrets.ofOrganization(organization.id()).reveal(),
        VIRTUAL_DATA_RESOURCES,
        organization.createdAt().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Another name. */
  @PUT
  @Path("/me")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Renames the organization of the caller.")
  public Answer rename(Change body) {
    users.privileges(caller.principal()).requireOrganization();
    String name = PlainText.of(body.name());
    if (name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
      throw ApiException.badRequest(
          "name is missing, or has more than " + LONGEST_NAME + " characters.");
    }
    database.change(handle -> {
      organizations.rename(handle, caller.principal().organizationId(), name);
      audit.record(handle, event(Action.CHANGED));
    });
    return me();
  }

  /** A new secret. */
  @PUT
  @Path("/me/secret")
  @Operation(
      summary = "Gives the organization a new secret.",
      description = "The old one fails at once, for all users.")
  public SecretAnswer renewSecret() {
    users.privileges(caller.principal()).requireOrganization();
    return SecretAnswer.of(
        database.transact(handle -> {
          audit.record(handle, event(Action.SECRET_REPLACED));
          callers.changed(handle);
          return secrets.renewOrganization(handle, caller.principal().organizationId());
        }));
  }

  private AuditEvent event(Action action) {
    long id = caller.principal().organizationId();
    return AuditEvent.of(id, action, Kind.ORGANIZATION, id);
  }

  /** An organization as callers see it. */
  public record Answer(
      long id, String name, String secret, String vdrVersion, Instant createdDate) {}

  /** What can be changed of an organization. */
  public record Change(@Nullable String name) {}
}
