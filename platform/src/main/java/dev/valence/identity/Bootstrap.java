package dev.valence.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.store.OwnerOnlyFile;
import dev.valence.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first organization with its default account and an administrator, and keeps a file with
 * their credentials.
 */
public final class Bootstrap {

  private static final Logger LOG = Logger.getLogger(Bootstrap.class);

  private static final String DEFAULT_EMAIL = "admin@valence.local";
  private static final String DEFAULT_NAME = "Default";
  private static final String DEFAULT_ACCOUNT = "default";
  private static final int PASSWORD_BYTES = 18;

  private final Database database;
  private final Vault vault;
  private final IdentitySecrets secrets;
  private final Passwords passwords;
  private final OrganizationRepository organizations;
  private final UserRepository users;

  /**
   * @param database has been migrated
   */
  public Bootstrap(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
    this.secrets = new IdentitySecrets(database, vault);
    this.passwords = new Passwords();
    this.organizations = new OrganizationRepository(database);
    this.users = new UserRepository(database);
  }

  /**
   * What is there after the start.
   *
   * @param administrator the first user
   * @param created whether this call made the organization
   */
  public record Outcome(Principal administrator, boolean created) {}

  /**
   * Makes the first organization unless there is one, also when several nodes start at once, and
   * writes the credentials file unless it is there. A generated password is in the file only, and
   * only in the one that was written when it was generated.
   *
   * @param email the administrator's; null for {@value #DEFAULT_EMAIL}
   * @param password the administrator's; null for a generated one
   * @throws dev.valence.vault.VaultException if the master key is not the database's
   */
  public Outcome run(@Nullable String email, @Nullable Secret password, Path credentialsFile) {
    vault.verify();
    Optional<Principal> created =
        database.transact(handle -> createFirst(handle, email, password, credentialsFile));
    created.ifPresent(administrator ->
        LOG.infof(
            "The organization %d was made; its credentials are in %s.",
            administrator.organizationId(), credentialsFile));
    return created
        .map(administrator -> new Outcome(administrator, true))
        .orElseGet(() -> new Outcome(restore(credentialsFile), false));
  }

  private Optional<Principal> createFirst(
      Handle handle, @Nullable String email, @Nullable Secret password, Path credentialsFile) {
    if (organizations.first(handle).isPresent()) {
      return Optional.empty();
    }
    organizations.lockFirst(handle);
    if (organizations.first(handle).isPresent()) {
      return Optional.empty();
    }
    long organizationId = organizations.nextId(handle);
    Secret organizationSecret = secrets.generate();
    organizations.insert(
        handle,
        organizationId,
        DEFAULT_NAME,
        secrets.organizationHash(organizationSecret),
        secrets.sealOrganization(organizationId, organizationSecret));
    long accountId =
        organizations.insertDefaultAccount(handle, organizationId, DEFAULT_ACCOUNT, DEFAULT_NAME);
    long userId = users.nextId(handle);
    Secret userSecret = secrets.generate();
    Secret chosen = Objects.requireNonNullElseGet(password, Bootstrap::randomPassword);
    User administrator =
        new User(
            userId,
            organizationId,
            accountId,
            Objects.requireNonNullElse(email, DEFAULT_EMAIL),
            "Valence",
            "Administrator",
            passwords.hash(chosen),
            true,
            Instant.now(),
            null,
            Set.of(Role.ORG_ADMIN),
            Set.of(),
            Contact.NONE);
    users.insert(
        handle,
        administrator,
        secrets.userHash(userSecret),
        secrets.sealUser(organizationId, userId, userSecret));
    // Before the commit, since a generated password is nowhere else; a start that fails after this
    // line begins anew and writes the file again.
    write(
        credentialsFile,
        administrator.email(),
        password == null ? chosen : null,
        userSecret,
        organizationSecret);
    return Optional.of(administrator.principal());
  }

  private Principal restore(Path credentialsFile) {
    long organizationId = database.read(organizations::first).orElseThrow();
    User administrator = users.first(organizationId).orElseThrow();
    if (!Files.exists(credentialsFile)) {
      write(
          credentialsFile,
          administrator.email(),
          null,
          secrets.ofUser(administrator.principal()),
          secrets.ofOrganization(organizationId));
      LOG.infof(
          "The credentials of the organization %d were written to %s again, without a password.",
          organizationId, credentialsFile);
    }
    return administrator.principal();
  }

  private static void write(
      Path file,
      String email,
      @Nullable Secret password,
      Secret userSecret,
      Secret organizationSecret) {
    Map<String, String> content = new LinkedHashMap<>();
    content.put("email", email);
    if (password != null) {
      content.put("password", password.reveal());
    }
    content.put("userSecret", userSecret.reveal());
    content.put("organizationSecret", organizationSecret.reveal());
    try {
      OwnerOnlyFile.write(
          file,
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON.", e);
    }
  }

  private static Secret randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
