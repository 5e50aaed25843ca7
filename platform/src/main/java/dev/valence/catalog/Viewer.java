package dev.valence.catalog;

import dev.valence.identity.Authorities.Authority;
import dev.valence.identity.Principal;

/**
 * Who looks at the catalogue, which decides what they see: built-in elements, and of their
 * organization's own ones those of their account and those that are shared with it, or all if they
 * administer the organization.
 *
 * @param organizationId 0 for somebody unknown, who sees what is built in
 * @param accountId whose added resources are seen
 * @param all whether all of the organization's elements are seen
 */
public record Viewer(long organizationId, long accountId, boolean all) {

  /** Somebody of whom nothing is known. */
  public static final Viewer ANYBODY = new Viewer(0, 0, false);

  /** Somebody who calls. */
  public static Viewer of(Principal principal, Authority authority) {
    return new Viewer(
        principal.organizationId(), principal.accountId(), authority.ofOrganization());
  }

  boolean known() {
    return organizationId != 0;
  }
}
