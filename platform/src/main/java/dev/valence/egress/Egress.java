package dev.valence.egress;

import dev.valence.egress.Connections.UnaskedException;
import dev.valence.egress.Deadlines.Deadline;
import dev.valence.egress.EgressException.Kind;
import dev.valence.egress.EgressRequest.Bytes;
import dev.valence.egress.EgressRequest.Streamed;
import dev.valence.egress.GuardedDnsResolver.RefusedHostException;
import dev.valence.egress.ResponseBody.SlowAnswerException;
import dev.valence.egress.StreamEntity.SourceException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * The one way out to providers: pooled connections, only to allowed hosts on public addresses, with
 * bodies streamed both ways.
 *
 * <p>It keeps no cookies, uses no proxy of the environment and asks for no compression, so that
 * bodies and their lengths are the provider's own. Redirects of GET and HEAD are followed, each
 * under the same rules. A request is repeated only where a pooled connection had gone stale and
 * repeating is harmless (RFC 9110, 9.2.2).
 *
 * <p>A provider that dawdles is ended as one that is silent: it has to take each piece of a body
 * and to give the head of its answer within the time of silence, and to send the rest at {@link
 * ResponseBody#PACE}. Heads are bounded; whoever reads a body into memory bounds that.
 */
@ApplicationScoped
public class Egress implements AutoCloseable {

  private static final int REDIRECTS = 5;
  private static final int STALE_CONNECTIONS = 3;

  private final EgressSettings settings;
  private final AllowedHosts allowedAddresses;
  private final Semaphore calls;
  private final Deadlines deadlines;

  /**
   * Two clients, so that a connection to an exempt address is never lent to a request that has to
   * obey the address policy.
   */
  private final CloseableHttpClient guarded;

  private final CloseableHttpClient exempt;

  /** Opens no connection yet. */
  @Inject
  public Egress(EgressSettings settings) {
    this(settings, SystemDefaultDnsResolver.INSTANCE);
  }

  /** With another source of addresses than the system's. */
  Egress(EgressSettings settings, DnsResolver names) {
    this.settings = settings;
    this.allowedAddresses = AllowedHosts.exactly(settings.allowedAddresses());
    this.calls = new Semaphore(settings.maxCalls());
    this.deadlines = new Deadlines(settings.responseTimeout());
    this.guarded = Clients.client(settings, new GuardedDnsResolver(names));
    this.exempt = Clients.client(settings, names);
  }

  /** A sender that may call only these hosts. */
  public Sender bind(AllowedHosts hosts) {
    return request -> send(request, hosts);
  }

  /** Drops every connection. */
  @PreDestroy
  @Override
  public void close() {
    guarded.close(CloseMode.IMMEDIATE);
    exempt.close(CloseMode.IMMEDIATE);
    deadlines.close();
  }

  private EgressResponse send(EgressRequest request, AllowedHosts hosts) {
    EgressRequest current = request;
    for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
      EgressResponse response = sendOnce(current, hosts);
      Optional<EgressRequest> next;
      try {
        next = Redirect.next(current, response);
      } catch (EgressException e) {
        response.close();
        throw e;
      }
      if (next.isEmpty()) {
        return response;
      }
      response.close();
      current = next.get();
    }
    String host = Target.of(request.uri()).host();
    throw new EgressException(
        Kind.REFUSED, host + " redirected more than " + REDIRECTS + " times.", null);
  }

  private EgressResponse sendOnce(EgressRequest request, AllowedHosts hosts) {
    Target target = Target.of(request.uri());
    if (!hosts.allows(target)) {
      throw new EgressException(
          Kind.REFUSED,
          "%s://%s:%d is not among the hosts that may be called."
              .formatted(target.scheme(), target.host(), target.port()),
          null);
    }
    HeaderRules.check(request.method(), request.headers());
    boolean free = hosts.exempts(target) || allowedAddresses.exempts(target);
    enter(target);
    try {
      return exchange(free ? exempt : guarded, target, request);
    } catch (RuntimeException e) {
      calls.release();
      throw e;
    }
  }

  private void enter(Target target) {
    try {
      if (calls.tryAcquire(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      throw new EgressException(
          Kind.UNREACHABLE, "Too many calls are under way to call " + target.host() + ".", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EgressException(
          Kind.UNREACHABLE, "The call to " + target.host() + " was interrupted.", e);
    }
  }

  private EgressResponse exchange(
      CloseableHttpClient client, Target target, EgressRequest request) {
    HttpHost host = new HttpHost(target.scheme(), target.host(), target.port());
    // A connection that is free, one that is made, and its handshake.
    Duration connecting = settings.connectTimeout().multipliedBy(3);
    for (int attempt = 1; ; attempt++) {
      HttpClientContext context = HttpClientContext.create();
      HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
      try (Deadline deadline = deadlines.begin(connecting, message::cancel)) {
        context.setAttribute(Clients.DEADLINE, deadline);
        try {
          fill(message, request, deadline);
          return response(target, message, client.executeOpen(host, message, context));
        } catch (IOException | RuntimeException e) {
          EndpointDetails connection = context.getEndpointDetails();
          if (deadline.passed()) {
            throw tooSlow(target, e);
          }
          boolean harmless =
              e instanceof UnaskedException
                  || (request.repeatable()
                      && request.idempotent()
                      && (e instanceof NoHttpResponseException || e instanceof SocketException));
          boolean repeated =
              attempt <= STALE_CONNECTIONS
                  && connection != null
                  && connection.getResponseCount() > 0
                  && harmless;
          if (!repeated) {
            throw failure(target, e, connection != null);
          }
        }
      }
    }
  }

  private static void fill(HttpUriRequestBase message, EgressRequest request, Deadline deadline) {
    request.headers().forEach(message::addHeader);
    switch (request.body()) {
      case Bytes bytes -> {
        message.setEntity(new TimedEntity(new ByteArrayEntity(bytes.content(), null), deadline));
        contentType(message, bytes.contentType());
      }
      case Streamed streamed -> {
        message.setEntity(new TimedEntity(new StreamEntity(streamed, message::cancel), deadline));
        contentType(message, streamed.contentType());
      }
      case null -> {}
    }
  }

  private static void contentType(HttpUriRequestBase message, String contentType) {
    if (!contentType.isBlank() && !message.containsHeader("Content-Type")) {
      HeaderRules.checkValue("Content-Type", contentType);
      message.addHeader("Content-Type", contentType);
    }
  }

  private EgressResponse response(
      Target target, HttpUriRequestBase message, ClassicHttpResponse answer) throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (var header : answer.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    HttpEntity entity = answer.getEntity();
    InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
    long length = entity == null ? 0 : entity.getContentLength();
    Runnable end =
        () -> {
          // Without effect once the connection has gone back to the pool; otherwise it is dropped,
          // where closing the answer would first read what is left of it.
          message.cancel();
          calls.release();
        };
    return new EgressResponse(
        answer.getCode(),
        headers,
        new ResponseBody(
            content, length, settings.responseTimeout(), e -> failure(target, e, true), end));
  }

  private EgressException tooSlow(Target target, Exception e) {
    return new EgressException(
        Kind.TIMEOUT,
        target.host() + " took longer than " + deadlines.allowed().toMillis() + " ms.",
        e);
  }

  /**
   * @param begun whether there was a connection, and so the provider may have acted
   */
  private EgressException failure(Target target, Exception e, boolean begun) {
    String host = target.host();
    return switch (e) {
      case EgressException known -> known;
      case RefusedHostException refused ->
          new EgressException(
              Kind.REFUSED, host + " cannot be called: " + refused.getMessage() + ".", e);
      case SourceException source ->
          new EgressException(
              Kind.BROKEN, "Sending to " + host + " was given up. " + source.getMessage(), e);
      case UnknownHostException unknown ->
          new EgressException(Kind.UNREACHABLE, host + " is not a known host.", e);
      case SocketTimeoutException silent when begun ->
          new EgressException(
              Kind.TIMEOUT,
              host + " was silent for " + settings.responseTimeout().toMillis() + " ms.",
              e);
      case SlowAnswerException slow ->
          new EgressException(Kind.TIMEOUT, host + " answers too slowly. " + slow.getMessage(), e);
      case MessageConstraintException large ->
          new EgressException(Kind.BROKEN, host + " answers with a larger head than is taken.", e);
      case ClientProtocolException improper ->
          new EgressException(Kind.BROKEN, host + " answers with no proper HTTP.", e);
      case SSLException insecure when !begun ->
          new EgressException(
              Kind.UNREACHABLE, "No secure connection to " + host + " could be made.", e);
      default ->
          begun
              ? new EgressException(Kind.BROKEN, "The connection to " + host + " broke.", e)
              : new EgressException(Kind.UNREACHABLE, host + " could not be reached.", e);
    };
  }
}
