package dev.valence.catalog;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Calls go to the true vendors unless the application says otherwise. */
@ApplicationScoped
class NoOverlay {

  @Produces
  @Singleton
  @DefaultBean
  EndpointOverlay none() {
    return EndpointOverlay.none();
  }
}
