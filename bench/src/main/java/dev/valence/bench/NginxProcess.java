package dev.valence.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx as a reverse proxy that streams both ways; it has to be installed. */
final class NginxProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final URI url;

  private NginxProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it before a server, with all that it writes below a directory. */
  static NginxProcess start(Path directory, URI behind) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Path home = Files.createDirectories(directory.resolve("nginx"));
    Path configuration = home.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        worker_processes auto;
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          client_max_body_size 0;
          upstream behind { server %2$s; keepalive 16; }
          server {
            listen 127.0.0.1:%3$d;
            location / {
              proxy_pass http://behind;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_request_buffering off;
              proxy_max_temp_file_size 0;
            }
          }
        }
        """
            .formatted(home, behind.getAuthority(), port));
    Process process =
        new ProcessBuilder("nginx", "-c", configuration.toString(), "-p", home.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out.log").toFile())
            .start();
    NginxProcess nginx = new NginxProcess(process, URI.create("http://127.0.0.1:" + port));
    nginx.awaitListening(port);
    return nginx;
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitListening(int port) throws InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS * 20 && process.isAlive(); i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    throw new IllegalStateException("nginx did not start.");
  }
}
