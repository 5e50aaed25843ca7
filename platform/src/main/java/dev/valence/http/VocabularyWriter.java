package dev.valence.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes our own records in the words of the call's base path. */
@Provider
class VocabularyWriter implements WriterInterceptor {

  private final RequestContext context;

  VocabularyWriter(RequestContext context) {
    this.context = context;
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext writing) throws IOException {
    MediaType type = writing.getMediaType();
    if (type == null
        || !MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
        || writing.getEntity() instanceof JsonNode
        || context.vocabulary() == Vocabulary.ELEMENT) {
      writing.proceed();
      return;
    }
    writing
        .getOutputStream()
        .write(
            JsonCodec.mapper(context.vocabulary())
                .writeValueAsString(writing.getEntity())
                .getBytes(StandardCharsets.UTF_8));
  }
}
