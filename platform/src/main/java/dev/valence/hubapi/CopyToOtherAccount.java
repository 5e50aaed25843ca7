package dev.valence.hubapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.engine.ConnectedInstance;
import dev.valence.engine.Engine;
import dev.valence.engine.HubAnswer;
import dev.valence.engine.HubAnswer.Content;
import dev.valence.engine.HubCall;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.instances.InstanceCaller;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import jakarta.enterprise.context.RequestScoped;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Copies a file from one account to another, whatever their providers: it streams from the one to
 * the other. It is a call of {@code POST /files/copy} or {@code /files/{id}/copy} whose body names
 * a {@code targetToken}, the element token of the other account, beside the path there.
 */
@RequestScoped
class CopyToOtherAccount {

  private static final Pattern PATH = Pattern.compile("(/files(?:/[^/]+)?)/copy/?");
  private static final String TARGET = "targetToken";

  /** A body of a few fields. */
  private static final int LARGEST_BODY = 64 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine;
  private final InstanceCaller caller;

  CopyToOtherAccount(Engine engine, InstanceCaller caller) {
    this.engine = engine;
    this.caller = caller;
  }

  /** A call, and what its body says of another account. */
  private record Wanted(HubCall call, @Nullable JsonNode body) {}

  /**
   * Answers a call, if it is such a one; any other is left as it is.
   *
   * @param otherwise answers the call in the usual way
   * @throws ApiException as the download and the upload; 400 for a wrong body
   */
  HubAnswer answer(ConnectedInstance source, HubCall call, Function<HubCall, HubAnswer> otherwise) {
    Matcher path = PATH.matcher(call.path());
    if (!call.method().equals("POST")
        || !path.matches()
        || call.body() == null
        || !source.element().hub().equals(DocumentsContract.HUB)) {
      return otherwise.apply(call);
    }
    Wanted wanted = read(call, call.body());
    return wanted.body() == null
        ? otherwise.apply(wanted.call())
        : copy(source, path.group(1), wanted.call(), wanted.body());
  }

  private HubAnswer copy(ConnectedInstance source, String file, HubCall call, JsonNode wanted) {
    if (!wanted.path(TARGET).isTextual() || !wanted.path("path").isTextual()) {
      throw ApiException.badRequest("'" + TARGET + "' and 'path' must be texts.");
    }
    ConnectedInstance target = caller.connected(Secret.of(wanted.path(TARGET).asText()));
    if (!target.element().hub().equals(DocumentsContract.HUB)) {
      throw ApiException.badRequest("The target is not an account of the documents hub.");
    }
    HubCall download = new HubCall("GET", file, call.query(), Map.of(), null);
    if (!(engine.call(source, download).body() instanceof Content content)) {
      throw ApiException.badRequest("There is no content to copy.");
    }
    try (SourceStream stream = new SourceStream(content.content())) {
      Map<String, List<String>> query = new HashMap<>(call.query());
      query.put("path", List.of(wanted.path("path").asText()));
      query.keySet().removeAll(List.of("size", "folderId", "tags[]", "description"));
      Optional.ofNullable(content.length())
          .ifPresent(length -> query.put("size", List.of(String.valueOf(length))));
      long length = content.length() == null ? -1 : content.length();
      HubCall.Body body = new HubCall.Body(stream, length, "application/octet-stream");
      try {
        return engine.call(target, new HubCall("POST", "/files", query, Map.of(), body));
      } catch (ApiException e) {
        throw stream.failure == null
            ? e
            : ApiException.ofProvider(
                502,
                "The file broke off at its source; nothing was stored at the target.",
                null,
                stream.failure);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Wanted read(HubCall call, HubCall.Body sent) {
    byte[] bytes;
    try {
      bytes = sent.content().readNBytes(LARGEST_BODY + 1);
    } catch (IOException e) {
      throw ApiException.badRequest("The body could not be read.");
    }
    if (bytes.length > LARGEST_BODY) {
      throw ApiException.of(413, "The body is larger than " + LARGEST_BODY + " bytes.");
    }
    HubCall again =
        new HubCall(
            call.method(),
            call.path(),
            call.query(),
            call.headers(),
            new HubCall.Body(new ByteArrayInputStream(bytes), bytes.length, sent.contentType()));
    try {
      JsonNode body = JSON.readTree(bytes);
      return new Wanted(again, body.hasNonNull(TARGET) ? body : null);
    } catch (JacksonException e) {
      return new Wanted(again, null); // told in the usual way
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file as it comes, which remembers how it failed: as any source of an upload may. */
  private static final class SourceStream extends FilterInputStream {

    private @Nullable RuntimeException failure;

    SourceStream(InputStream content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (RuntimeException e) {
        failure = e;
        throw new IOException("The source failed.", e);
      }
    }
  }
}
