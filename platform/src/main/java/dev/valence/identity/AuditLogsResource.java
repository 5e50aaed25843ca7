package dev.valence.identity;

import dev.valence.http.Paging;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditRepository.Filter;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Who did what (contract, platform 1.6): all of it for who administers the organization, what users
 * of the own account did for who administers that.
 */
@Path("/audit-logs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@SecurityRequirement(name = "credentials")
@Tag(name = "Audit", description = "Who signed in, saw a secret or changed something.")
public class AuditLogsResource {

  private final Caller caller;
  private final UserService users;
  private final AuditRepository events;
  private final Paging paging;

  AuditLogsResource(Caller caller, UserService users, Database database, Paging paging) {
    this.caller = caller;
    this.users = users;
    this.events = new AuditRepository(database);
    this.paging = paging;
  }

  /** When and by whom. */
  public static final class Query {

    @QueryParam("from")
    @Parameter(description = "since when, as a date or a time of ISO 8601", example = "2026-01-31")
    @Nullable String from;

    @QueryParam("to")
    @Parameter(description = "until before when")
    @Nullable String to;

    @QueryParam("user")
    @Parameter(description = "by whom: a user's number or e-mail, or me")
    @Nullable String user;

    @QueryParam("pageSize")
    @Nullable String pageSize;

    @QueryParam("nextPage")
    @Nullable String nextPage;
  }

  /** Everything. */
  @GET
  @Operation(summary = "Lists who did what, the newest first.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditAnswer[].class)))
  public Response all(@BeanParam Query query) {
    return list(query, null, null, null);
  }

  /** Sign-ins. */
  @GET
  @Path("/authentication")
  @Operation(summary = "Lists who signed in, or tried to with a wrong password.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditAnswer[].class)))
  public Response authentication(@BeanParam Query query) {
    return list(query, Action.SIGN_IN, null, null);
  }

  /** What was done to instances. */
  @GET
  @Path("/element-instances")
  @Operation(summary = "Lists what was done to connected accounts.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditAnswer[].class)))
  public Response instances(@BeanParam Query query) {
    return list(query, null, Kind.INSTANCE, null);
  }

  /** What was done to an instance. */
  @GET
  @Path("/element-instances/{id}")
  @Operation(summary = "Lists what was done to a connected account, also one that is gone.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditAnswer[].class)))
  public Response instance(@PathParam("id") String id, @BeanParam Query query) {
    return list(query, null, Kind.INSTANCE, id);
  }

  /** What was done to elements. */
  @GET
  @Path("/elements")
  @Operation(summary = "Lists what was done to the organization's own elements.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditAnswer[].class)))
  public Response elements(@BeanParam Query query) {
    return list(query, null, Kind.ELEMENT, null);
  }

  /** What was done to an element. */
  @GET
  @Path("/elements/{id}")
  @Operation(summary = "Lists what was done to an element, by its number.")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = AuditAnswer[].class)))
  public Response element(@PathParam("id") String id, @BeanParam Query query) {
    return list(query, null, Kind.ELEMENT, id);
  }

  private Response list(
      Query query, @Nullable Action action, @Nullable Kind kind, @Nullable String subject) {
    UserService.Scope scope = users.ofOrganization(caller.principal());
    Privileges privileges = scope.privileges();
    long own = privileges.user().accountId();
    privileges.requireAccount(own);
    if (subject != null && subject.indexOf('\0') >= 0) { // which the database takes in no text
      throw unknown(kind, subject);
    }
    Filter filter =
        new Filter(
            scope.organizationId(),
            privileges.ofOrganization() ? null : own,
            action == null ? null : action.key(),
            kind == null ? null : kind.key(),
            subject,
            query.user == null ? null : users.require(scope, query.user).id(),
            time("from", query.from),
            time("to", query.to));
    var page = paging.request();
    Page<AuditAnswer> found = events.list(filter, page);
    if (subject != null && found.items().isEmpty() && page.nextPage().isEmpty()) {
      throw unknown(kind, subject);
    }
    return paging.answer(found);
  }

  private static ApiException unknown(@Nullable Kind kind, String subject) {
    return ApiException.notFound(kind == Kind.ELEMENT ? "element" : "instance", subject);
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String given = text.strip();
    try {
      return given.length() <= "2026-01-31".length()
          ? LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(given.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw ApiException.badRequest(
          name + " must be a date or a time of ISO 8601, such as 2026-01-31T12:00:00Z.");
    }
  }
}
