package dev.valence.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

  /**
   * Starts it as a provider that gives the answers of a simulated one: the first of each path is
   * kept, and given to all who ask for that path, whatever they send with it. Only the paths of
   * OAuth are asked for anew, and name this address where they name a simulated one's.
   */
  static NginxProcess answersOf(Path directory, URI simulated, List<URI> named)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(directory.resolve("provider-" + simulated.getPort()));
    return start(
        home,
        Pinning.LOAD,
        "1",
        """
        proxy_cache_path %s/answers keys_zone=answers:1m inactive=1d;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        upstream simulated { server %s; }
        """
            .formatted(home, simulated.getAuthority()),
        """
        location / {
          proxy_pass http://simulated;
          proxy_cache answers;
          proxy_cache_methods GET HEAD POST;
          proxy_cache_key "$request_method$uri";
          proxy_cache_valid 200 1d;
          proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
        }
        location ~ /oauth2/ {
          proxy_pass http://simulated;
          %s
          sub_filter_once off;
          sub_filter_types application/json;
        }
        """
            .formatted(
                named.stream()
                    .map("sub_filter \"%s\" \"http://$http_host\";"::formatted)
                    .collect(Collectors.joining("\n"))));
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
        %6$s
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
          keepalive_timeout 1h;
          open_file_cache max=100;
          sendfile on;
          default_type application/json;
          %3$s
          server {
            listen 127.0.0.1:%4$d backlog=4096;
            %5$s
          }
        }
        """
            .formatted(home, workers, upstream, port, locations, user()));
    List<String> command = new ArrayList<>(pinning.prefix());
    command.addAll(List.of("nginx", "-c", configuration.toString(), "-p", home.toString()));
    return new NginxProcess(
        ChildProcess.start(command, port, home.resolve("out.log")),
        URI.create("http://127.0.0.1:" + port));
  }

  /**
   * Has the workers of root's nginx be root too, so that they reach what lies below a directory.
   */
  private static String user() {
    return System.getProperty("user.name", "").equals("root") ? "user root;" : "";
  }
}
