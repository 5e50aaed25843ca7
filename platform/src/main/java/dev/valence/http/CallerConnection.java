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
  private @Nullable Future<?> nextLook;
  private int calls;

  /** When the last call ended, or the connection was made, by {@link System#nanoTime()}. */
  private long silentSince;

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
        if (channel.eventLoop().inEventLoop()) {
          caller.count(difference);
        } else {
          channel.eventLoop().execute(() -> caller.count(difference));
        }
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
    silentSince = System.nanoTime();
    lookAfter(settings.silence().toNanos(), channel);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (nextLook != null) {
      nextLook.cancel(false);
    }
    if (admitted != null) {
      CallerConnections.release(admitted);
      admitted = null;
    }
    context.fireChannelInactive();
  }

  /** On the connection's own thread; HTTP/2 may have several calls at once. */
  private void count(int difference) {
    calls += difference;
    silentSince = System.nanoTime();
  }

  /** Few looks at the clock are cheaper than an appointment that each call cancels. */
  private void lookAfter(long nanos, Channel channel) {
    nextLook = channel.eventLoop().schedule(() -> look(channel), nanos, TimeUnit.NANOSECONDS);
  }

  private void look(Channel channel) {
    long allowed = settings.silence().toNanos();
    long left = calls == 0 ? allowed - (System.nanoTime() - silentSince) : allowed;
    if (left <= 0) {
      close(channel);
    } else if (channel.isOpen()) {
      lookAfter(left, channel);
    }
  }

  private static void close(Channel channel) {
    ChannelFuture _ = channel.close(); // how it ends is of no interest
  }
}
