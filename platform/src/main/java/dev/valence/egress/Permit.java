package dev.valence.egress;

/** A request's leave to reach the provider; as itself, not by what is in it. */
final class Permit {

  private final LimitScope app;
  private final LimitScope account;

  Permit(LimitScope app, LimitScope account) {
    this.app = app;
    this.account = account;
  }

  LimitScope app() {
    return app;
  }

  LimitScope account() {
    return account;
  }
}
