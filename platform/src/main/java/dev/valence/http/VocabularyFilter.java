package dev.valence.http;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Puts our own records into the words of the call's base path. */
class VocabularyFilter {

  private final RequestContext context;

  VocabularyFilter(RequestContext context) {
    this.context = context;
  }

  @ServerResponseFilter
  public void translate(ContainerResponseContext response) {
    if (context.vocabulary() == Vocabulary.ELEMENT || !ours(response)) {
      return;
    }
    response.setEntity(
        JsonCodec.mapper(context.vocabulary()).<JsonNode>valueToTree(response.getEntity()));
  }

  /** Trees, files and what was written already hold a provider's or a user's own names. */
  private static boolean ours(ContainerResponseContext response) {
    MediaType type = response.getMediaType();
    Object entity = response.getEntity();
    return type != null
        && MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
        && entity != null
        && !(entity instanceof JsonNode)
        && !(entity instanceof StreamingOutput)
        && !(entity instanceof byte[]);
  }
}
