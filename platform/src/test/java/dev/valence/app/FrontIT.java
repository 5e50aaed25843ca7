package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server behind what stands in front of it: TLS, reverse proxies, a public URL. */
class FrontIT {

  @TempDir Path directory;

  @Test
  void theTlsListenerHasTheCertificateOfItsSettings() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    X509Certificate certificate = certificate(keys);
    int port = ServerProcess.freePort();
    try (ServerProcess server =
            start(
                "--tls-port",
                "" + port,
                "--tls-certificate",
                pem("CERTIFICATE", certificate.getEncoded()).toString(),
                "--tls-key",
                pem("PRIVATE KEY", keys.getPrivate().getEncoded()).toString());
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("https://localhost:" + port + "/elements/api-v2/elements/keys"))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(server.logText()).isEqualTo(200);
      assertThat(answer.body()).contains("\"dropbox\"");
    }
  }

  @Test
  void aTrustedProxySaysWhoCallsAndThePublicUrlIsTheOneThatIsPrinted() throws Exception {
    try (ServerProcess server =
        start(
            "--trusted-proxies", "127.0.0.1", "--public-url", "https://valence.example.com/api")) {
      String document = callFrom("203.0.113.7", server, "/elements/api-docs");

      assertThat(new ObjectMapper().readTree(document).at("/servers/0/url").asText())
          .isEqualTo("https://valence.example.com/api");
      ServerProcess.await(
          "the caller is logged",
          () ->
              server.logText().contains("/elements/api-docs 200")
                  && server.logText().contains("from 203.0.113.7"));
    }
  }

  @Test
  void whatAnybodyElseForwardsIsNotBelieved() throws Exception {
    try (ServerProcess server = start("--trusted-proxies", "192.0.2.1")) {
      callFrom("203.0.113.7", server, "/elements/api-docs");

      ServerProcess.await(
          "the caller is logged", () -> server.logText().contains("/elements/api-docs 200"));
      assertThat(server.logText()).contains("from 127.0.0.1").doesNotContain("203.0.113.7");
    }
  }

  private static String callFrom(String address, ServerProcess server, String path) {
    return Api.send(
            HttpRequest.newBuilder(server.url().resolve(path))
                .header("X-Forwarded-For", address)
                .build())
        .response()
        .body();
  }

  private ServerProcess start(String... options) throws Exception {
    String[] data = {"--data", directory.resolve("data").toString(), "--log-format", "text"};
    String[] all = java.util.Arrays.copyOf(data, data.length + options.length);
    System.arraycopy(options, 0, all, data.length, options.length);
    return ServerProcess.start(directory.resolve("server.log"), List.of(), Map.of(), all);
  }

  private Path pem(String kind, byte[] content) throws IOException {
    Path file = directory.resolve(kind.replace(' ', '-') + ".pem");
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  private static X509Certificate certificate(KeyPair keys) throws Exception {
    X500Principal name = new X500Principal("CN=localhost");
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(1))),
            name,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static SSLContext trusting(X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("server", certificate);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
