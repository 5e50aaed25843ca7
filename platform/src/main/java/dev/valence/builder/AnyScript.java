package dev.valence.builder;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Scripts are taken as they are unless the application knows how to compile them. */
@ApplicationScoped
class AnyScript {

  @Produces
  @Singleton
  @DefaultBean
  ScriptCheck any() {
    return (name, body, legacy) -> Optional.empty();
  }
}
