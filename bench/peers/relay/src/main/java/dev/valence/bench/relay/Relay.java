package dev.valence.bench.relay;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Passes every GET to the upstream with a fixed token. The client is set as that of the egress. */
@Path("{path:.+}")
@RunOnVirtualThread
public class Relay {

  private static final HttpHost UPSTREAM =
      HttpHost.create(URI.create(System.getProperty("relay.upstream")));
  private static final String TOKEN = "Bearer " + System.getProperty("relay.token");
  private static final CloseableHttpClient CLIENT = client();

  /** Passes a call on, and its answer back. */
  @GET
  public Response relay(@Context UriInfo uri) throws IOException {
    HttpGet request = new HttpGet(uri.getRequestUri().getRawPath());
    request.addHeader("Authorization", TOKEN);
    return CLIENT.execute(
        UPSTREAM,
        request,
        answer ->
            Response.status(answer.getCode())
                .type(answer.getFirstHeader("Content-Type").getValue())
                .entity(EntityUtils.toByteArray(answer.getEntity()))
                .build());
  }

  private static CloseableHttpClient client() {
    Timeout connect = Timeout.ofSeconds(5);
    Timeout silence = Timeout.ofSeconds(60);
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(512)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(silence)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setConnectionRequestTimeout(connect)
                .setContentCompressionEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setRedirectsEnabled(false)
                .setResponseTimeout(silence)
                .build())
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .evictIdleConnections(TimeValue.ofSeconds(30))
        .build();
  }
}
