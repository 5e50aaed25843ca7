package dev.valence.catalog;

import org.jdbi.v3.core.Handle;

/** Knows what an organization's own elements are used for. */
public interface ElementUsers {

  /**
   * How many instances connect an element.
   *
   * @param handle the transaction in which this has to stay true
   */
  long instancesOf(Handle handle, long organizationId, long elementId);
}
