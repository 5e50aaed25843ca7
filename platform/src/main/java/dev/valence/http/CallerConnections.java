package dev.valence.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts callers' connections from the moment they are accepted, before TLS and the first byte, and
 * closes those above the limits. One address has a part of them only, so that others are answered
 * while it opens as many as it can.
 *
 * <p>The library finds this class by its name, as the server's framework has no place for it.
 */
public final class CallerConnections extends ChannelInitializerExtension {

  /** The library's setting that has it look for extensions. */
  private static final String SETTING = "io.netty.bootstrap.extensions";

  private static final Logger LOG = Logger.getLogger(CallerConnections.class);

  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final Map<InetAddress, Integer> OPEN_BY_ADDRESS = new ConcurrentHashMap<>();
  private static volatile @Nullable ConnectionSettings settings;

  /** Holds callers to their limits from now on; to be called before the server listens. */
  static void limit(ConnectionSettings limits) {
    settings = limits;
    System.setProperty(SETTING, "serviceload");
  }

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    ConnectionSettings limits = settings;
    if (limits != null) {
      channel.pipeline().addFirst(new CallerConnection(limits));
    }
  }

  /** Counts a connection in, unless there are too many. */
  static boolean admit(ConnectionSettings limits, SocketAddress caller) {
    InetAddress address = address(caller);
    int ofOne = address == null ? 0 : OPEN_BY_ADDRESS.merge(address, 1, Integer::sum);
    int all = OPEN.incrementAndGet();
    if (all <= limits.most() && ofOne <= limits.mostOfOneAddress()) {
      return true;
    }
    release(caller);
    LOG.debugf("A connection of %s was refused; there are %d, %d of it.", address, all, ofOne);
    return false;
  }

  /** Counts a connection out that was admitted. */
  static void release(SocketAddress caller) {
    OPEN.decrementAndGet();
    InetAddress address = address(caller);
    if (address != null) {
      OPEN_BY_ADDRESS.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private static @Nullable InetAddress address(SocketAddress caller) {
    return caller instanceof InetSocketAddress socket ? socket.getAddress() : null;
  }
}
