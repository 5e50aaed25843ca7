package dev.valence.egress;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients as {@link Egress} wants them: no cookies, no proxy of the environment or of the
 * JVM's properties, no compression, no redirects, no repetition, and bounded heads of answers.
 */
final class Clients {

  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  /** The longest line of an answer's head, which is a header with its value. */
  private static final int LONGEST_LINE = 64 * 1024;

  private static final int MOST_HEADERS = 256;

  /** Before an answer's first line. */
  private static final int MOST_EMPTY_LINES = 10;

  /** The attribute of an exchange with its {@link Deadlines.Deadline}. */
  static final String DEADLINE = Deadlines.class.getName();

  private Clients() {}

  /**
   * A client with connections of its own.
   *
   * @param names gives the addresses that are connected to
   */
  static CloseableHttpClient client(EgressSettings settings, DnsResolver names) {
    Timeout connect = Timeout.of(settings.connectTimeout());
    Timeout response = Timeout.of(settings.responseTimeout());
    return HttpClients.custom()
        .setConnectionManager(
            new DirectConnections()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .setDnsResolver(names)
                .setConnectionFactory(
                    new Connections(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .setMaxEmptyLineCount(MOST_EMPTY_LINES)
                            .build()))
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(response)
                        .setValidateAfterInactivity(TimeValue.of(settings.idleCheckAfter()))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .build())
        .setRequestExecutor(new Executor(response))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setConnectionRequestTimeout(connect)
                .setContentCompressionEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setRedirectsEnabled(false)
                // The deadline of the exchange ends the waiting for a head: a timeout of the
                // socket would wake up another thread twice a call.
                .setResponseTimeout(Timeout.DISABLED)
                .build())
        .setUserAgent("Valence/" + settings.version())
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .evictIdleConnections(IDLE)
        .build();
  }

  /** A plain socket of the JVM goes by {@code socksProxyHost} unless it is told not to. */
  private static final class DirectConnections extends PoolingHttpClientConnectionManagerBuilder {

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          proxy -> new Socket(Proxy.NO_PROXY),
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
    }
  }

  /**
   * Begins the step of an exchange that is the provider's, once there is a connection; after the
   * head a time of silence is allowed for the body.
   */
  private static final class Executor extends HttpRequestExecutor {

    private final Timeout silence;

    Executor(Timeout silence) {
      this.silence = silence;
    }

    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        @Nullable HttpResponseInformationCallback interim,
        HttpContext context)
        throws IOException, HttpException {
      if (context.getAttribute(DEADLINE) instanceof Deadlines.Deadline deadline) {
        deadline.restart();
      }
      ClassicHttpResponse response = super.execute(request, connection, interim, context);
      connection.setSocketTimeout(silence);
      return response;
    }
  }
}
