package dev.valence.hubs.social;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InstagramFacebookHubTest extends SocialHubContract {

  private static ConnectedInstagram account;

  @BeforeAll
  static void connect() {
    account = new ConnectedInstagram("instagramgraph", Map.of("login.kind", "facebook"));
  }

  @AfterAll
  static void disconnect() throws IOException {
    account.close();
  }

  @Override
  public ConnectedInstagram account() {
    return account;
  }

  @Override
  public String subject() {
    return "instagramgraph-facebook";
  }

  @Override
  public String caption(JsonNode medium) {
    return medium.path("caption").asText();
  }
}
