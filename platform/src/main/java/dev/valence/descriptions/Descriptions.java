package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes element definitions of the documents by which vendors describe their services (contract,
 * platform 6.1).
 *
 * <p>A document has to hold everything itself: what it refers to elsewhere is never fetched. Its
 * size, its nesting and the time that it takes are bounded.
 */
@ApplicationScoped
public class Descriptions {

  /** The largest document, in bytes. */
  public static final int MAXIMUM_SIZE = 32 << 20;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Parsers call themselves for what is nested; the limits of nesting fit into this, in bytes. */
  private static final long STACK = 16 << 20;

  /** A large document takes a good part of the heap while it is read. */
  private final Semaphore turns = new Semaphore(2);

  /** The kinds of documents. */
  public enum Type {
    /** Swagger 2.0, OpenAPI 3.0 and 3.1, in JSON or YAML. */
    SWAGGER,
    /** The metadata of an OData service, version 2, 3 or 4, in XML. */
    ODATA,
    /** WSDL 1.1. */
    SOAP;

    /**
     * The type of that name.
     *
     * @throws ApiException 400 when there is none
     */
    public static Type named(String name) {
      return Arrays.stream(values())
          .filter(type -> type.name().equalsIgnoreCase(name.strip()))
          .findFirst()
          .orElseThrow(() ->
              ApiException.badRequest(
                  "The type has to be one of " + names() + ", not '" + name + "'."));
    }

    private static String names() {
      return String.join(
          ", ", Arrays.stream(values()).map(type -> type.name().toLowerCase(Locale.ROOT)).toList());
    }
  }

  /**
   * Makes a definition of a document. Nothing is stored.
   *
   * @param type what the document is; empty to find out
   * @param document its bytes
   * @param base where the service is, or the document was, for documents that do not say
   * @return the definition, as it can be imported
   * @throws ApiException 400 that names everything that is wrong with the document, 413 when it is
   *     too large, 503 when too many are being read
   */
  public ObjectNode convert(Optional<Type> type, byte[] document, Optional<URI> base) {
    if (document.length > MAXIMUM_SIZE) {
      throw ApiException.of(413, "The document is larger than " + MAXIMUM_SIZE + " bytes.");
    }
    return inTime(() -> element(type, document, base));
  }

  private static ObjectNode element(Optional<Type> type, byte[] document, Optional<URI> base) {
    String text = DocumentText.of(document);
    if (!text.stripLeading().startsWith("<")) {
      if (type.filter(other -> other != Type.SWAGGER).isPresent()) {
        throw ApiException.badRequest("The document is not XML.");
      }
      return new OpenApiElement(OpenApiReader.read(JsonDocument.read(text)), base).definition();
    }
    XmlDocument xml = XmlDocument.read(text);
    Type found = xml.type();
    type.filter(wanted -> wanted != found)
        .ifPresent(wanted -> {
          throw ApiException.badRequest(
              "The document is of the type " + found.name().toLowerCase(Locale.ROOT) + ".");
        });
    return found == Type.ODATA
        ? new ODataElement(ODataReader.read(xml), base).definition()
        : new SoapElement(WsdlReader.read(xml), base).definition();
  }

  /**
   * Parsers of others know no deadline, so the caller stops waiting; the turn is given back when
   * the work has really ended.
   */
  private ObjectNode inTime(Supplier<ObjectNode> work) {
    FutureTask<ObjectNode> task = new FutureTask<>(work::get);
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ApiException.of(503, "Too many documents are being read. Try again later.");
      }
      Thread worker =
          new Thread(
              null,
              () -> {
                try {
                  task.run();
                } finally {
                  turns.release();
                }
              },
              "description",
              STACK);
      worker.setDaemon(true);
      worker.start();
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw ApiException.badRequest(
          "The document takes longer than " + PATIENCE.toSeconds() + " seconds to read.");
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw ApiException.of(503, "The server is being stopped.");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case StackOverflowError tooDeep ->
          ApiException.badRequest("The document is nested too deeply.");
      case ApiException told -> told;
      case RuntimeException ours -> ours;
      case null, default -> new IllegalStateException(cause);
    };
  }

  /** Everything that is wrong, in one answer; no more than somebody reads. */
  static ApiException refused(List<String> faults) {
    int shown = 50;
    List<String> first = faults.stream().distinct().limit(shown).toList();
    String text = String.join("; ", first);
    long more = faults.stream().distinct().count() - first.size();
    return ApiException.badRequest(
        "The document cannot be used: " + text + (more > 0 ? "; and " + more + " more." : "."));
  }
}
