package dev.valence.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.valence.catalog.ElementDirectory;
import dev.valence.catalog.EndpointOverlay;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.EgressSettings;
import dev.valence.egress.GovernorSettings;
import dev.valence.http.ConnectionSettings;
import dev.valence.http.PublicAddress;
import dev.valence.http.SignedTokens;
import dev.valence.instances.DefaultAppsFile;
import dev.valence.jdbc.DatabaseSettings;
import dev.valence.script.ScriptLimits;
import dev.valence.vault.MasterKey;
import dev.valence.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what the rooms need from the settings. */
@ApplicationScoped
class Wiring {

  private static final int LARGEST_OVERLAY = 1024 * 1024;

  @Produces
  @Singleton
  MasterKey masterKey(Settings settings) {
    Path file = masterKeyFile(settings);
    return settings.masterKeyCreate() ? MasterKey.readOrCreate(file) : MasterKey.read(file);
  }

  /** Where the master key is: beside the data directory, so that a copy of that is not enough. */
  static Path masterKeyFile(Settings settings) {
    return settings
        .masterKeyFile()
        .orElseGet(() -> settings.data().toAbsolutePath().resolveSibling("master.key"));
  }

  @Produces
  @Singleton
  SignedTokens signedTokens(Vault vault) {
    return new SignedTokens(vault.derive("page-tokens"));
  }

  @Produces
  @Singleton
  EgressSettings egressSettings(
      Settings settings, @ConfigProperty(name = "quarkus.application.version") String version) {
    return EgressSettings.of(version)
        .withResponseTimeout(settings.providerTimeout())
        .withAllowedAddresses(Set.copyOf(settings.allowedAddresses().orElse(List.of())));
  }

  /** No more connections than half of the files that the process may open. */
  @Produces
  @Singleton
  ConnectionSettings connectionSettings(Settings settings) {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    int most = Math.clamp(files / 2, 1, settings.connections());
    boolean behindProxy = settings.trustedProxies().isPresent(); // which has the same address
    return new ConnectionSettings(
        most, behindProxy ? most : Math.ceilDiv(most, 2), settings.callerTimeout());
  }

  @Produces
  @Singleton
  GovernorSettings governorSettings(Settings settings) {
    return new GovernorSettings(settings.limitWait());
  }

  @Produces
  @Singleton
  DatabaseSettings databaseSettings(Settings settings) {
    return databases(settings);
  }

  /**
   * What elements may do with databases.
   *
   * @throws IllegalArgumentException for lists that are wrong
   */
  static DatabaseSettings databases(Settings settings) {
    return DatabaseSettings.of(
            settings.jdbcDrivers().orElse(List.of()),
            settings.jdbcHosts().orElse(List.of()),
            settings.jdbcProperties().orElse(List.of()))
        .withStatementTimeout(settings.providerTimeout());
  }

  @Produces
  @Singleton
  ScriptLimits scriptLimits(Settings settings) {
    return ScriptLimits.standard().withTime(settings.scriptTime());
  }

  @Produces
  @Singleton
  ElementDirectory elementDirectory(Settings settings) {
    return new ElementDirectory(settings.elements());
  }

  @Produces
  @Singleton
  DefaultAppsFile defaultAppsFile(Settings settings) {
    return new DefaultAppsFile(settings.oauthApps());
  }

  @Produces
  @Singleton
  PublicAddress publicAddress(Settings settings) {
    return new PublicAddress(settings.publicUrl());
  }

  /** What the sandbox tells about the elements that it simulates, asked once at the start. */
  @Produces
  @Singleton
  EndpointOverlay overlay(Settings settings, Egress egress, ObjectMapper json) {
    Optional<URI> sandbox = settings.sandbox();
    return sandbox.isEmpty() ? EndpointOverlay.none() : ask(sandbox.get(), egress, json);
  }

  private static EndpointOverlay ask(URI sandbox, Egress egress, ObjectMapper json) {
    URI question = sandbox.resolve("/_sandbox/elements");
    try (EgressResponse answer =
        egress.bind(AllowedHosts.originOf(question)).send(EgressRequest.of("GET", question))) {
      if (!answer.successful()) {
        throw new IllegalStateException(
            "The sandbox at " + sandbox + " answered with status " + answer.status() + ".");
      }
      return EndpointOverlay.parse(json.readTree(answer.readAll(LARGEST_OVERLAY)));
    } catch (EgressException | IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "The sandbox at " + sandbox + " does not answer as a sandbox: " + e.getMessage(), e);
    }
  }
}
