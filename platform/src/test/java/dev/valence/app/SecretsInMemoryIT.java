package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.Call;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a secret is in the server's memory: a provider's tokens as long as the connected account
 * is being called, and half a minute after that. What a caller has sent or been told can stay in a
 * buffer that is used again, once.
 */
@Tag("database")
class SecretsInMemoryIT {

  /** Longer than accounts are kept ready, and connections to providers without a call. */
  private static final long FORGOTTEN_SECONDS = 75;

  @TempDir Path directory;

  @Test
  void whatIsNotCalledAnyMoreIsNotInMemory() throws Exception {
    try (Nodes nodes = new Nodes(directory);
        ServerProcess server = nodes.start("server", Map.of())) {
      Api api = nodes.api(server);
      Map<String, String> secrets = use(nodes, api);

      Path during = directory.resolve("during.hprof");
      HeapDump.write(server.pid(), during);
      // Otherwise the search would find nothing because it cannot.
      assertThat(HeapDump.count(during, secrets.values()).get(secrets.get("access token")))
          .isPositive();

      Thread.sleep(FORGOTTEN_SECONDS * 1000);
      // Buffers that are used over and over have what was in them last.
      for (int i = 0; i < 200; i++) {
        api.get("/elements/dropbox", api.organization());
      }
      Path after = directory.resolve("after.hprof");
      HeapDump.write(server.pid(), after);
      Map<String, Integer> counts = HeapDump.count(after, secrets.values());
      Map<String, Integer> left = new LinkedHashMap<>();
      secrets.forEach((name, secret) -> {
        boolean ofProvider = name.endsWith("access token") || name.equals("refresh token");
        if (counts.get(secret) > (ofProvider ? 0 : 1)) {
          left.put(name, counts.get(secret));
        }
      });
      assertThat(secrets).hasSizeGreaterThan(5);
      assertThat(left).isEmpty();
    }
  }

  private static Map<String, String> use(Nodes nodes, Api api) {
    Map<String, String> secrets = new LinkedHashMap<>();
    DropboxAccount dropbox = new DropboxAccount(nodes.sandbox());
    String appSecret = "app-" + UUID.randomUUID();
    dropbox.face().registerApp("heap-key", appSecret, List.of(Api.CALLBACK));
    dropbox.face().consentAutomatically();
    String url =
        api.post(
                "/elements/dropbox/oauth/url",
                "",
                Api.JSON
                    .createObjectNode()
                    .put("apiKey", "heap-key")
                    .put("apiSecret", appSecret)
                    .put("callbackUrl", Api.CALLBACK))
            .json()
            .path("oauthUrl")
            .asText();
    String code = Api.code(url);
    ObjectNode body = Api.dropboxInstance(code);
    body.withObject("/configuration")
        .put("oauth.api.key", "heap-key")
        .put("oauth.api.secret", appSecret);
    JsonNode instance = RestTest.succeeded(api.post("/instances", api.organization(), body)).json();
    RestTest.succeeded(DropboxAccount.call(api, instance));
    dropbox.face().expireAccessTokens();
    RestTest.succeeded(DropboxAccount.call(api, instance));
    secrets.put("app's secret", appSecret);
    secrets.put("code", code);
    secrets.put("element token", instance.path("token").asText());
    for (Call call : dropbox.face().calls()) {
      String signature = call.headers().getOrDefault("authorization", "");
      if (signature.startsWith("Bearer ")) {
        secrets.put("access token", signature.substring("Bearer ".length()));
        secrets.putIfAbsent("first access token", signature.substring("Bearer ".length()));
      }
      String refresh = DropboxAccount.parameter(call, "refresh_token");
      if (!refresh.isEmpty()) {
        secrets.put("refresh token", refresh);
      }
    }
    assertThat(secrets).containsKeys("access token", "first access token", "refresh token");
    return secrets;
  }
}
