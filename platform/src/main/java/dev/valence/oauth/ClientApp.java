package dev.valence.oauth;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.valence.model.Secret;

/**
 * An application that is registered with a vendor.
 *
 * @param id the vendor's name for it
 * @param secret its secret
 * @param basicHeader whether it names itself in a header instead of the form (RFC 6749, 2.3.1)
 */
public record ClientApp(Secret id, Secret secret, boolean basicHeader) {

  static final String ID = "oauth.api.key";

  static ClientApp read(SettingsReader reader) {
    return new ClientApp(
        Secret.of(reader.required(ID)),
        Secret.of(reader.required("oauth.api.secret")),
        Boolean.parseBoolean(reader.text("oauth.basic.header", "false").strip()));
  }

  /** The header in which it names itself. */
  String authorization() {
    return new ClientSecretBasic(
            new ClientID(id.reveal()), new com.nimbusds.oauth2.sdk.auth.Secret(secret.reveal()))
        .toHTTPAuthorizationHeader();
  }
}
