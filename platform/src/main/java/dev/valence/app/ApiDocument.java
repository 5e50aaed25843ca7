package dev.valence.app;

import io.quarkus.arc.Unremovable;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/**
 * The API's document, made when somebody asks for it first, and once. The framework makes it when
 * the server starts, a sixth of whose time that took, or for each request; the filters ask for the
 * latter ({@code RUNTIME_PER_REQUEST}), so that the start leaves it to this.
 */
@Alternative
@Priority(1)
@Singleton
@Unremovable // which the framework looks up by hand
class ApiDocument extends OpenApiDocumentService {

  private final Map<Format, byte[]> made = new EnumMap<>(Format.class);

  @Override
  public synchronized byte[] getDocument(String name, Format format) {
    return made.computeIfAbsent(format, wanted -> super.getDocument(name, wanted));
  }
}
