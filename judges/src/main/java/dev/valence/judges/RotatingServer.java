package dev.valence.judges;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring Authorization Server as it comes, with refresh tokens that work once; its one client and
 * its one user stand in {@code application.properties}.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class RotatingServer {

  /** Runs the server until its input ends, so that it dies with whoever started it. */
  public static void main(String[] arguments) throws IOException {
    try (var _ = SpringApplication.run(RotatingServer.class, arguments)) {
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** The server's own memory of its grants, which a test may ask for the newest refresh token. */
  @RestController
  static class Grants implements OAuth2AuthorizationService {

    private final InMemoryOAuth2AuthorizationService memory =
        new InMemoryOAuth2AuthorizationService();
    private volatile String newestRefreshToken = "";

    /** The refresh token that was issued last; empty before the first. */
    @GetMapping("/newest-refresh-token")
    String newestRefreshToken() {
      return newestRefreshToken;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
      memory.save(authorization);
      var refreshToken = authorization.getRefreshToken();
      if (refreshToken != null && refreshToken.isActive()) {
        newestRefreshToken = refreshToken.getToken().getTokenValue();
      }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
      memory.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
      return memory.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(
        String token, @Nullable OAuth2TokenType tokenType) {
      return memory.findByToken(token, tokenType);
    }
  }
}
