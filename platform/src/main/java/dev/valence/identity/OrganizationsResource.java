package dev.valence.identity;

import dev.valence.model.ApiException;
import dev.valence.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's organization (contract, platform 1.3). */
@Path("/organizations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Identity")
public class OrganizationsResource {

  /** The generation of virtual data resources that the platform has (contract, platform 5.7). */
  private static final String VIRTUAL_DATA_RESOURCES = "v2";

  private final Caller caller;
  private final IdentitySecrets secrets;
  private final OrganizationRepository organizations;

  OrganizationsResource(Caller caller, IdentitySecrets secrets, Database database) {
    this.caller = caller;
    this.secrets = secrets;
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
    return new Answer(
        organization.id(),
        organization.name(),
        secrets.ofOrganization(organization.id()).reveal(),
        VIRTUAL_DATA_RESOURCES,
        organization.createdAt().truncatedTo(ChronoUnit.SECONDS));
  }

  /** An organization as callers see it. */
  public record Answer(
      long id, String name, String secret, String vdrVersion, Instant createdDate) {}
}
