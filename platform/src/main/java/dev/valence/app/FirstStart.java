package dev.valence.app;

import dev.valence.catalog.PlatformElements;
import dev.valence.identity.Bootstrap;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.KeyNode;
import dev.valence.vault.Vault;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sees that the server has what it needs before it answers: keys, an organization, elements. */
@ApplicationScoped
class FirstStart {

  private static final Logger LOG = Logger.getLogger("dev.valence");

  void prepare(
      @Observes StartupEvent starting,
      Settings settings,
      Vault vault,
      KeyNode keys,
      Database database,
      PlatformElements elements,
      @ConfigProperty(name = "embedded-database", defaultValue = "false") boolean embedded) {
    vault.verify();
    keys.start();
    new Bootstrap(database, vault)
        .run(
            settings.adminEmail().orElse(null),
            settings.adminPassword().map(Secret::of).orElse(null),
            settings.data().resolve("credentials.json"));
    LOG.infof("%d elements are offered.", elements.elements().size());
    LOG.infof(
        "The master key is in %s; without it nothing that is sealed in the database opens.",
        Wiring.masterKeyFile(settings));
    if (embedded) {
      LOG.infof(
          "The database is an embedded PostgreSQL in %s, for trying and for small single machines;"
              + " in production name your own in VALENCE_DATABASE_URL.",
          settings.data().toAbsolutePath());
    }
    settings
        .sandbox()
        .ifPresent(sandbox -> LOG.infof("Providers are simulated by the sandbox at %s.", sandbox));
  }
}
