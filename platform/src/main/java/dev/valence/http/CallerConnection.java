package dev.valence.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.SocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a caller. It is closed when a request's head is not there in time, however the
 * bytes come in; while a call is answered it may be as silent as its provider.
 */
final class CallerConnection extends ChannelInboundHandlerAdapter {

  private static final AttributeKey<CallerConnection> KEY =
      AttributeKey.valueOf(CallerConnection.class.getName());

  private final ConnectionSettings settings;
  private @Nullable SocketAddress admitted;
  private @Nullable Future<?> deadline;
  private int calls;

  CallerConnection(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** The head of a request is there: what follows has limits of its own. */
  static void began(HttpServerRequest request) {
    later(request, 1);
  }

  /** A request is answered, or given up: the next one has its time. */
  static void ended(HttpServerRequest request) {
    later(request, -1);
  }

  private static void later(HttpServerRequest request, int difference) {
    if (request.connection() instanceof ConnectionBase connection) {
      Channel channel = connection.channel();
      CallerConnection caller = channel.attr(KEY).get();
      if (caller != null) {
        channel.eventLoop().execute(() -> caller.count(channel, difference));
      }
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Channel channel = context.channel();
    SocketAddress caller = channel.remoteAddress();
    if (!CallerConnections.admit(settings, caller)) {
      close(channel);
      return;
    }
    admitted = caller;
    channel.attr(KEY).set(this);
    count(channel, 0);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopWaiting();
    if (admitted != null) {
      CallerConnections.release(admitted);
      admitted = null;
    }
    context.fireChannelInactive();
  }

  /** On the connection's own thread; HTTP/2 may have several calls at once. */
  private void count(Channel channel, int difference) {
    calls += difference;
    stopWaiting();
    if (calls == 0 && channel.isActive()) {
      deadline =
          channel
              .eventLoop()
              .schedule(() -> close(channel), settings.silence().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void close(Channel channel) {
    ChannelFuture _ = channel.close(); // how it ends is of no interest
  }

  private void stopWaiting() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
