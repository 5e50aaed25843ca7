package dev.valence.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

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
    boolean ours =
        type != null
            && MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
            && !(writing.getEntity() instanceof JsonNode);
    if (ours && context.vocabulary() != Vocabulary.ELEMENT) {
      writing.setEntity(
          JsonCodec.mapper(context.vocabulary()).<JsonNode>valueToTree(writing.getEntity()));
    }
    writing.proceed();
  }
}
