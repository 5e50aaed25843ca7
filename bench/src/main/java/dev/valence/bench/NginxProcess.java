package dev.valence.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** nginx, as a reverse proxy or as a provider of fixed answers; it has to be installed. */
final class NginxProcess implements AutoCloseable {

  private final ChildProcess process;
  private final URI url;

  private NginxProcess(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it before a server, as a reverse proxy that streams both ways, with all that it writes
   * below a directory.
   */
  static NginxProcess start(Path directory, URI behind) throws IOException, InterruptedException {
    return start(
        Files.createDirectories(directory.resolve("nginx")),
        Pinning.SUBJECT,
        "auto",
        "upstream behind { server %s; keepalive 128; keepalive_requests 1000000000; }"
            .formatted(behind.getAuthority()),
        """
        location / {
          proxy_pass http://behind;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_request_buffering off;
          proxy_max_temp_file_size 0;
        }
        """);
  }

  /** Starts it as a provider that answers as its locations say. */
  static NginxProcess provider(Path directory, String locations)
      throws IOException, InterruptedException {
    return start(
        Files.createDirectories(directory.resolve("provider")), Pinning.LOAD, "1", "", locations);
  }

  URI url() {
    return url;
  }

  ProcessHandle handle() {
    return process.handle();
  }

  @Override
  public void close() {
    process.close();
  }

  private static NginxProcess start(
      Path home, Pinning pinning, String workers, String upstream, String locations)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Path configuration = home.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        worker_processes %2$s;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          client_max_body_size 0;
          keepalive_requests 1000000000;
          open_file_cache max=100;
          sendfile on;
          tcp_nopush on;
          default_type application/json;
          %3$s
          server {
            listen 127.0.0.1:%4$d backlog=4096;
            %5$s
          }
        }
        """
            .formatted(home, workers, upstream, port, locations));
    List<String> command = new ArrayList<>(pinning.prefix());
    command.addAll(List.of("nginx", "-c", configuration.toString(), "-p", home.toString()));
    return new NginxProcess(
        ChildProcess.start(command, port, home.resolve("out.log")),
        URI.create("http://127.0.0.1:" + port));
  }
}
