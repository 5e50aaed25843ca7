package dev.valence.app;

import io.smallrye.config.ConfigMapping;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of the server. Each is an environment variable ({@code VALENCE_PUBLIC_URL}) and,
 * unless it is a secret, an option of {@code valence start} ({@code --public-url}); the help text
 * is made from what stands here.
 */
@ConfigMapping(prefix = "valence")
public interface Settings {

  /** What a setting is for, as the help says it. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Describe {

    /** One sentence. */
    String value();

    /** Whether the value is a secret, which is read from the environment only. */
    boolean secret() default false;
  }

  @Describe("The port of the API.")
  int port();

  @Describe("The address to listen on.")
  String host();

  @Describe("The directory of the embedded database and of credentials.json.")
  Path data();

  @Describe(
      "A sandbox: the elements that it simulates are called there instead of at their vendors.")
  Optional<URI> sandbox();

  @Describe(
      "A directory of elements besides the built-in ones, a folder for each; one of the same key"
          + " takes the place of a built-in one.")
  Optional<Path> elements();

  @Describe(
      "A file of the apps that are registered at providers for everybody here, {element: {apiKey,"
          + " apiSecret, callbackUrl}} in YAML or JSON; readable by its owner only.")
  Optional<Path> oauthApps();

  @Describe(
      "An existing PostgreSQL 15 or later, postgresql://host:port/database; without it the server"
          + " starts one of its own in the data directory.")
  Optional<String> databaseUrl();

  @Describe("The user of the existing PostgreSQL.")
  Optional<String> databaseUser();

  @Describe(value = "The password of the existing PostgreSQL.", secret = true)
  Optional<String> databasePassword();

  @Describe("How many connections to the database at most.")
  int databasePoolSize();

  @Describe(
      "The file of the master key, kept apart from the database and its backups; by default"
          + " master.key beside the data directory. With the embedded database it is made at the"
          + " first start.")
  Optional<Path> masterKeyFile();

  @Describe("Whether to make the master key where there is none.")
  boolean masterKeyCreate();

  @Describe("The administrator's e-mail, used at the first start.")
  Optional<String> adminEmail();

  @Describe(
      value = "The administrator's password, used at the first start; without it one is generated.",
      secret = true)
  Optional<String> adminPassword();

  @Describe("The URL under which callers reach this server, where it differs from what they send.")
  Optional<URI> publicUrl();

  @Describe("The addresses or networks of reverse proxies whose X-Forwarded-* headers are trusted.")
  Optional<List<String>> trustedProxies();

  @Describe("The port of the TLS listener, which is there when a certificate is.")
  int tlsPort();

  @Describe("The file of the TLS listener's certificate chain, in PEM.")
  Optional<Path> tlsCertificate();

  @Describe("The file of the TLS listener's private key, in PEM.")
  Optional<Path> tlsKey();

  @Describe(
      "Private addresses that elements may call all the same, as host:port; all others are"
          + " refused.")
  Optional<List<String>> allowedAddresses();

  @Describe(
      "The drivers that elements may use to call databases, by their classes; without one no"
          + " database is called.")
  Optional<List<String>> jdbcDrivers();

  @Describe("The databases that elements may call, as host:port, at whatever address.")
  Optional<List<String>> jdbcHosts();

  @Describe("The connection properties that the URLs of databases may have, such as sslmode.")
  Optional<List<String>> jdbcProperties();

  @Describe(
      "How long a provider may take for the head of an answer, and be silent within its body, before"
          + " a call to it is given up.")
  Duration providerTimeout();

  @Describe(
      "How long a call may wait for its turn below a provider's limits before it is answered with"
          + " 429; 10 seconds at most.")
  Duration limitWait();

  @Describe("How long the script of an element's hook may take, waiting for answers included.")
  Duration scriptTime();

  @Describe("The largest body in bytes that is read whole; files stream without a limit.")
  int bodyLimit();

  @Describe(
      "How long a caller may take to send the head of a request, or all of a body that is read"
          + " whole, and be silent within a file; idle connections are closed after it.")
  Duration callerTimeout();

  @Describe(
      "How many connections callers have at once, and one address half of them unless there are"
          + " trusted proxies; never more than half of the files that the process may open.")
  int connections();

  @Describe("How long calls in flight may take to end when the server is stopped.")
  Duration shutdownTimeout();

  @Describe("The form of the log: json or text.")
  LogFormat logFormat();

  @Describe("The level of the log: DEBUG, INFO, WARN or ERROR.")
  String logLevel();

  /** The forms of the log. */
  enum LogFormat {
    JSON,
    TEXT
  }
}
