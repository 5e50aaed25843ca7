package dev.valence.catalog;

import dev.valence.http.Vocabulary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Serves the images of built-in elements at the place that the catalogue names; nothing else. */
@ApplicationScoped
class ElementImages {

  private static final String ONE_DAY = "public, max-age=86400";

  private final PlatformElements catalog;

  ElementImages(PlatformElements catalog) {
    this.catalog = catalog;
  }

  void serve(@Observes Router router) {
    for (Vocabulary vocabulary : Vocabulary.values()) {
      router
          .route("/" + vocabulary.plural() + "/:file")
          .method(HttpMethod.GET)
          .method(HttpMethod.HEAD)
          .handler(this::answer);
    }
  }

  private void answer(RoutingContext context) {
    Optional<byte[]> image = Optional.ofNullable(context.pathParam("file")).flatMap(catalog::image);
    if (image.isEmpty()) {
      context.next();
      return;
    }
    String tag = '"' + digest(image.get()) + '"';
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, ONE_DAY)
        .putHeader(HttpHeaders.ETAG, tag)
        .putHeader("X-Content-Type-Options", "nosniff");
    if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      context.response().setStatusCode(304).end();
    } else {
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "image/png")
          .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(image.get().length)) // HEAD's, too
          .end(Buffer.buffer(image.get()));
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
