package dev.valence.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.valence.model.ApiException;
import dev.valence.model.UnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Every failure in the contract's shape; what the caller need not know stays in the log. */
class ErrorMappers {

  private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

  private static final int RETRY_AFTER_SECONDS = 1;

  private final RequestContext context;

  ErrorMappers(RequestContext context) {
    this.context = context;
  }

  @ServerExceptionMapper
  public Response told(ApiException failure) {
    if (failure.status() >= 500 && failure.getCause() != null) {
      LOG.warn(failure.message(), failure.getCause());
    }
    return answer(
        failure.status(), failure.message(), failure.providerMessage().orElse(null), failure);
  }

  /** Nothing is wrong with the call, nor with the platform: a line in the log says enough. */
  @ServerExceptionMapper
  public Response unavailable(UnavailableException failure) {
    LOG.warnf("%s %s", failure.message(), failure.getCause());
    return Response.fromResponse(answer(503, failure.message(), null, null))
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  @ServerExceptionMapper
  public Response badJson(JacksonException failure) {
    return answer(400, describe(failure), null, null);
  }

  /** The framework has a mapper of its own for this one, which a general one does not replace. */
  @ServerExceptionMapper
  public Response wrongType(MismatchedInputException failure) {
    return badJson(failure);
  }

  /** The framework's own refusals: unknown path, wrong verb, wrong media type. */
  @ServerExceptionMapper
  public Response refused(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    if (failure.getCause() instanceof JacksonException json) {
      return badJson(json);
    }
    return answer(status, sentence(status), null, null);
  }

  /** The caller's connection broke; a provider's failure is never this exception. */
  @ServerExceptionMapper
  public Response gone(IOException failure) {
    LOG.debug("The caller has gone.", failure);
    return answer(400, "The request broke off.", null, null);
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable failure) {
    LOG.error("A call failed", failure);
    return answer(500, "The platform failed to answer; its log has the reason.", null, null);
  }

  private Response answer(
      int status, String message, @Nullable String providerMessage, @Nullable ApiException cause) {
    Response.ResponseBuilder answer =
        Response.status(status)
            .type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
            .entity(new ErrorBody(context.requestId(), message, providerMessage));
    if (cause != null) {
      cause.retryAfter().ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wait));
    }
    return answer.build();
  }

  private static String describe(JacksonException failure) {
    if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      String place = mismatch.getPath().isEmpty() ? "body" : "field " + path(mismatch);
      return "The " + place + " has a wrong type: " + expected(mismatch) + ".";
    }
    return failure.getLocation() == null || failure.getLocation().getLineNr() < 1
        ? "The body is not valid JSON."
        : "The body is not valid JSON at line "
            + failure.getLocation().getLineNr()
            + ", column "
            + failure.getLocation().getColumnNr()
            + ".";
  }

  private static String path(JsonMappingException failure) {
    return failure.getPath().stream()
        .map(reference ->
            reference.getFieldName() == null
                ? "[" + reference.getIndex() + "]"
                : "." + reference.getFieldName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String expected(MismatchedInputException mismatch) {
    Class<?> target = mismatch.getTargetType();
    if (target == null) {
      return "another one was expected";
    }
    if (target == boolean.class || target == Boolean.class) {
      return "a boolean was expected";
    }
    if (Number.class.isAssignableFrom(target) || target == int.class || target == long.class) {
      return "a number was expected";
    }
    if (CharSequence.class.isAssignableFrom(target)) {
      return "a string was expected";
    }
    if (Iterable.class.isAssignableFrom(target)) {
      return "a list was expected";
    }
    return "an object was expected";
  }

  private static String sentence(int status) {
    return switch (status) {
      case 400 -> "The request cannot be read.";
      case 404 -> "Not found.";
      case 405 -> "This resource does not know the method.";
      case 406 -> "None of the media types in Accept can be produced.";
      case 413 -> "The body is too large.";
      case 415 -> "The Content-Type is not one that this resource reads.";
      default -> "The call could not be answered.";
    };
  }
}
