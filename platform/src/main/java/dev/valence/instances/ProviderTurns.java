package dev.valence.instances;

import dev.valence.egress.EgressSettings;
import dev.valence.store.HeldLease;
import dev.valence.store.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns at a provider, taken one after the other over all nodes: what is exchanged for tokens is
 * sent by one caller only, and the others wait for what becomes of it.
 */
@ApplicationScoped
class ProviderTurns {

  /** A node that dies keeps others waiting for no longer than this. */
  private static final Duration LEASE = Duration.ofSeconds(10);

  /** What a turn takes besides the provider's silence. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(30);

  private final Leases leases;
  private final Duration patience;

  ProviderTurns(Leases leases, EgressSettings egress) {
    this.leases = leases;
    this.patience = egress.responseTimeout().plus(ALLOWANCE);
  }

  /**
   * Waits for the turn, which ends when it is closed.
   *
   * @param name what it is about
   * @return empty if others took longer than a provider may be silent
   */
  Optional<HeldLease> take(String name) {
    return leases.hold(name, LEASE, patience);
  }
}
