package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Body;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A body of parts (RFC 7578): texts, and one part with bytes.
 *
 * @param texts by the names of their parts
 * @param file the part with bytes; null when there is none
 */
record Multipart(Map<String, String> texts, Multipart.@Nullable FilePart file)
    implements AutoCloseable {

  /**
   * The part with bytes.
   *
   * @param part its name
   * @param fileName what the file is called where it comes from
   */
  record FilePart(String part, String fileName, Body body) {}

  private static final int CHUNK = 64 * 1024;

  /** Whether a request has such a body. */
  static boolean isIn(Request request) {
    return request.mediaType().equals("multipart/form-data");
  }

  /**
   * Reads the body of a request.
   *
   * @throws RestException when it is no such body, or ends early
   */
  static Multipart read(Request request) throws IOException {
    DefaultHttpRequest head =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, request.path());
    head.headers().set("Content-Type", request.headers().get("content-type"));
    DefaultHttpDataFactory factory =
        new DefaultHttpDataFactory(DefaultHttpDataFactory.MINSIZE, StandardCharsets.UTF_8);
    HttpPostMultipartRequestDecoder decoder = null;
    try (InputStream in = request.body().open()) {
      decoder = new HttpPostMultipartRequestDecoder(factory, head, StandardCharsets.UTF_8);
      for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
        decoder.offer(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk)));
      }
      decoder.offer(new DefaultLastHttpContent());
      return of(decoder);
    } catch (ErrorDataDecoderException e) {
      throw malformed(e);
    } finally {
      if (decoder != null) {
        decoder.destroy();
      }
    }
  }

  private static Multipart of(HttpPostMultipartRequestDecoder decoder) throws IOException {
    Map<String, String> texts = new HashMap<>();
    FilePart file = null;
    for (InterfaceHttpData data : decoder.getBodyHttpDatas()) {
      if (data instanceof FileUpload upload && file == null) {
        if (!upload.isCompleted()) {
          throw malformed(null);
        }
        file = new FilePart(upload.getName(), upload.getFilename(), body(upload));
      } else if (data instanceof Attribute attribute) {
        texts.put(attribute.getName(), attribute.getString(StandardCharsets.UTF_8));
      }
    }
    return new Multipart(texts, file);
  }

  private static Body body(FileUpload upload) throws IOException {
    if (upload.isInMemory()) {
      return Body.of(upload.get());
    }
    Path own = Files.createTempFile("part", "");
    File target = own.toFile();
    upload.renameTo(target);
    return Body.of(own);
  }

  /** The JSON in a part; an empty object when there is no such part. */
  ObjectNode json(String part) {
    String text = texts.get(part);
    return text == null ? Json.object() : parse(text);
  }

  /** A JSON object in a body. */
  static ObjectNode parse(String text) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new RestException(400, "JSON_PARSER_ERROR", e.getOriginalMessage());
    }
    if (!(node instanceof ObjectNode object)) {
      throw new RestException(
          400, "JSON_PARSER_ERROR", "The body of the request must be a JSON object");
    }
    return object;
  }

  /** The part with bytes, which has one of several names. */
  FilePart require(String... names) {
    for (String name : names) {
      if (file != null && file.part().equals(name)) {
        return file;
      }
    }
    throw new RestException(
        400, "POST_BODY_PARSE_ERROR", "Binary data not included. Expected part: " + names[0]);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.body().close();
    }
  }

  private static RestException malformed(@Nullable Exception cause) {
    RestException malformed =
        new RestException(
            400, "INVALID_MULTIPART_REQUEST", "The multipart body is malformed or incomplete");
    if (cause != null) {
      malformed.initCause(cause);
    }
    return malformed;
  }
}
