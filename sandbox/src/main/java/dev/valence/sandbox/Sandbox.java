package dev.valence.sandbox;

import dev.valence.sandbox.FaceServer.SiteServer;
import dev.valence.sandbox.dropbox.DropboxFace;
import dev.valence.sandbox.face.Face;
import dev.valence.sandbox.face.SandboxClock;
import dev.valence.sandbox.instagram.InstagramFace;
import dev.valence.sandbox.microsoft.MicrosoftFace;
import dev.valence.sandbox.salesforce.SalesforceFace;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running sandbox: a control API on one port, which is also an HTTP CONNECT proxy for the
 * vendors' hosts, and two ports for each face. Nothing of its state outlives it.
 */
public final class Sandbox implements AutoCloseable {

  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final Exchanges exchanges;
  private final String host;
  private final Path directory;
  private final CertificateAuthority authority = new CertificateAuthority();
  private final List<FaceServer> faces = new ArrayList<>();
  private int controlPort;

  private Sandbox(SandboxOptions options) throws IOException {
    host = options.host();
    directory = Files.createTempDirectory("valence-sandbox");
    Path spool = Files.createDirectories(directory.resolve("spool"));
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    exchanges = new Exchanges(vertx, spool);
  }

  /**
   * Starts a sandbox on loopback with any free ports.
   *
   * @throws IOException when the ports or the temporary directory cannot be had
   */
  public static Sandbox start() throws IOException {
    return start(SandboxOptions.defaults());
  }

  /**
   * Starts a sandbox.
   *
   * @throws BindException naming the port that is taken
   * @throws IOException when no temporary directory can be made
   */
  public static Sandbox start(SandboxOptions options) throws IOException {
    Sandbox sandbox = new Sandbox(options);
    try {
      sandbox.listen(options.controlPort());
      return sandbox;
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private void listen(int wantedPort) throws IOException {
    SandboxClock clock = new SandboxClock();
    CallLog log = new CallLog(clock);
    ConnectProxy proxy = new ConnectProxy(vertx, reachableHost());
    AtomicReference<@Nullable Router> control = new AtomicReference<>();
    // The control port comes first, so that it is the one that is named when it is taken.
    controlPort = bind(plain(), request -> control(request, proxy, control.get()), wantedPort);
    int next = wantedPort == 0 ? 0 : wantedPort + 1;
    List<Face> simulated =
        List.of(
            new DropboxFace(clock, directory.resolve("dropbox")),
            new MicrosoftFace(clock, directory.resolve("microsoft")),
            new SalesforceFace(clock, directory.resolve("salesforce")),
            new InstagramFace(clock));
    for (Face face : simulated) {
      FaceCalls calls = new FaceCalls(face, log);
      List<SiteServer> sites = new ArrayList<>();
      for (Face.Site site : face.sites()) {
        Exchanges.Handler handler = calls.of(site);
        int http = bind(plain(), request -> exchanges.receive(request, handler), next);
        next = next == 0 ? 0 : next + 1;
        int https =
            bind(encrypted(site.hosts()), request -> exchanges.receive(request, handler), next);
        next = next == 0 ? 0 : next + 1;
        String name = site.name().isEmpty() ? face.name() : face.name() + "." + site.name();
        sites.add(
            new SiteServer(
                site, new FaceAddress(name, reachableHost(), http, https, site.hosts())));
        site.hosts().forEach(vendorHost -> proxy.add(vendorHost, https));
      }
      FaceServer server = new FaceServer(calls, sites);
      face.listensAt(server::urlOf);
      faces.add(server);
    }
    control.set(new ControlApi(faces, controlPort, clock, log, authority, exchanges).router(vertx));
  }

  private static void control(
      HttpServerRequest request, ConnectProxy proxy, @Nullable Router router) {
    if (router == null) {
      Future<Void> _ = request.response().setStatusCode(503).putHeader("Retry-After", "1").end();
    } else if (request.method().equals(HttpMethod.CONNECT)) {
      proxy.handle(request);
    } else {
      router.handle(request);
    }
  }

  private static HttpServerOptions plain() {
    return new HttpServerOptions()
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_HEADER_BYTES);
  }

  private HttpServerOptions encrypted(List<String> hosts) {
    CertificateAuthority.Issued issued = authority.issue(hosts);
    return plain()
        .setSsl(true)
        .setUseAlpn(false)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(issued.certificatePem()))
                .addKeyValue(Buffer.buffer(issued.privateKeyPem())));
  }

  private int bind(HttpServerOptions options, Handler<HttpServerRequest> handler, int port)
      throws IOException {
    try {
      return await(vertx.createHttpServer(options).requestHandler(handler).listen(port, host))
          .actualPort();
    } catch (BindException e) {
      BindException named =
          new BindException("port " + port + " on " + host + " cannot be used: " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  private static HttpServer await(Future<HttpServer> server) throws IOException {
    try {
      return server.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }

  /** The base URL of the control API, without a slash at the end. */
  public URI url() {
    return URI.create("http://" + reachableHost() + ":" + controlPort);
  }

  /** A client of the control API. */
  public SandboxClient client() {
    return new SandboxClient(url());
  }

  /** Where the faces are. */
  public List<FaceAddress> faces() {
    return faces.stream().flatMap(server -> server.addresses().stream()).toList();
  }

  /**
   * Where a face is.
   *
   * @param name the name of the face; of a face with several sites {@code face.site}
   * @throws IllegalArgumentException when there is no face of that name
   */
  public FaceAddress face(String name) {
    return faces().stream()
        .filter(face -> face.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no face " + name));
  }

  /** The HTTP CONNECT proxy that leads the vendors' host names to the faces. */
  public InetSocketAddress proxy() {
    return new InetSocketAddress(reachableHost(), controlPort);
  }

  /** The certificate of the authority that has issued the certificates of the faces. */
  public X509Certificate certificateAuthority() {
    return authority.certificate();
  }

  /** A new trust store that holds only the certificate of the sandbox's authority. */
  public KeyStore trustStore() {
    return authority.trustStore();
  }

  private String reachableHost() {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  /** Ends all connections, held calls included, and deletes the temporary directory. */
  @Override
  public void close() throws IOException {
    faces.forEach(server -> server.calls().faults().clear());
    exchanges.close();
    try {
      Void _ = vertx.close().toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
