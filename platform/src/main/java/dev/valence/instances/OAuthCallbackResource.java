package dev.valence.instances;

import dev.valence.http.Access;
import dev.valence.identity.AuditEvent;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
import dev.valence.identity.AuditLog;
import dev.valence.instances.ProxiedConsentRepository.Application;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where providers send users who come by an OAuth proxy (contract, core 4.6). All that the provider
 * says goes on to the application, with the application's own state. Nobody is sent anywhere by a
 * state that is not waiting for them.
 */
@Path(OAuthUrlResource.CALLBACK)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Access(Access.Level.OPEN)
public class OAuthCallbackResource {

  private final ProxiedConsentRepository consents;
  private final AuditLog audit;

  OAuthCallbackResource(ProxiedConsentRepository consents, AuditLog audit) {
    this.consents = consents;
    this.audit = audit;
  }

  @GET
  @Operation(hidden = true) // it is for browsers, which providers send; no caller has a use for it
  public Response sendOn(UriInfo uri) {
    MultivaluedMap<String, String> said = uri.getQueryParameters();
    Optional<Secret> code = secret(said.getFirst("code"));
    Optional<Secret> state = secret(said.getFirst("state"));
    if (state.isEmpty() || (code.isEmpty() && secret(said.getFirst("error")).isEmpty())) {
      throw ApiException.badRequest("The provider sent no state, or neither a code nor an error.");
    }
    Application application =
        consents.use(state.get(), code).orElseThrow(() -> notWaitedFor(state.get()));
    return Response.status(Response.Status.FOUND)
        .header(HttpHeaders.LOCATION, location(application, said))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  /** Somebody who brings a state again may have stolen it, with the code. */
  private ApiException notWaitedFor(Secret state) {
    consents
        .findUsed(state)
        .ifPresent(used ->
            audit.record(
                AuditEvent.of(
                        used.organizationId(), Action.CODE_REPLAYED, Kind.ELEMENT, used.elementId())
                    .failed()));
    return ApiException.badRequest(
        "This consent is not waited for: it has come before, took longer than 10 minutes, or was"
            + " never asked for. Go back to the application and begin again.");
  }

  private static Optional<Secret> secret(@Nullable String text) {
    return Optional.ofNullable(text).filter(it -> !it.isBlank()).map(Secret::of);
  }

  private static String location(Application application, MultivaluedMap<String, String> said) {
    Stream<String> carried =
        said.entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("state"))
            .map(parameter -> pair(parameter.getKey(), parameter.getValue().getFirst()));
    return Stream.concat(carried, Stream.of(pair("state", application.state())))
        .collect(
            Collectors.joining(
                "&", application.url() + (application.url().contains("?") ? "&" : "?"), ""));
  }

  private static String pair(String name, String value) {
    return encode(name) + "=" + encode(value);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
