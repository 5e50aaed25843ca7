package dev.valence.instances;

import dev.valence.catalog.ElementUsers;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** The instances of an element, for who wants to delete it. */
@ApplicationScoped
class ElementUseRepository implements ElementUsers {

  @Override
  public long instancesOf(Handle handle, long organizationId, long elementId) {
    return handle
        .createQuery(
            """
            select count(*) from instances
            where organization_id = :organization and element_id = :element
            """)
        .bind("organization", organizationId)
        .bind("element", elementId)
        .mapTo(Long.class)
        .one();
  }
}
