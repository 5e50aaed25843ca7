package dev.valence.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.valence.model.Secret;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Bearer} tokens of a login: JSON Web Tokens (RFC 7519), signed with HS256 under a key
 * that all nodes derive, good for an hour.
 */
@ApplicationScoped
class SessionTokens {

  static final Duration LENGTH = Duration.ofHours(1);

  private static final String NAME = "valence";
  private static final String ORGANIZATION = "organization";
  private static final String ACCOUNT = "account";

  private final Vault vault;
  private final Clock clock;

  @Inject
  SessionTokens(Vault vault) {
    this(vault, Clock.systemUTC());
  }

  SessionTokens(Vault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  Secret issue(Principal principal) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(NAME)
            .audience(NAME)
            .subject(Long.toString(principal.userId()))
            .claim(ACCOUNT, principal.accountId())
            .claim(ORGANIZATION, principal.organizationId())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LENGTH)))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("A token cannot be signed.", e);
    }
    return Secret.of(token.serialize());
  }

  /** Whom a token names; empty if it is not ours, was changed, or is too old. */
  Optional<Principal> read(Secret token) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(key())));
    processor.setJWTClaimsSetVerifier(new Claims());
    try {
      JWTClaimsSet claims = processor.process(token.reveal(), null);
      return Optional.of(
          new Principal(
              Long.parseLong(claims.getSubject()),
              claims.getLongClaim(ACCOUNT),
              claims.getLongClaim(ORGANIZATION)));
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return Optional.empty();
    }
  }

  private byte[] key() {
    return vault.derive("session-token");
  }

  private final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

    Claims() {
      super(
          NAME,
          new JWTClaimsSet.Builder().issuer(NAME).build(),
          Set.of("sub", "exp", ACCOUNT, ORGANIZATION));
      setMaxClockSkew(0);
    }

    @Override
    protected @Nullable Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
