package dev.valence.hubs.social;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InstagramHubTest extends SocialHubContract {

  private static ConnectedInstagram account;

  @BeforeAll
  static void connect() {
    account = new ConnectedInstagram("instagram", Map.of());
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
    return "instagram";
  }

  @Override
  public String caption(JsonNode medium) {
    return medium.at("/caption/text").asText();
  }
}
