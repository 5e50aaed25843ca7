package dev.valence.sandbox.face;

import java.util.concurrent.atomic.AtomicReference;

/** What every face keeps about its users, the applications that ask them, and the tokens given. */
public final class FaceState {

  private final FaceOptions defaults;
  private final AtomicReference<FaceOptions> options;
  private final Users users;
  private final Apps apps = new Apps();
  private final Consent consent = new Consent();
  private final Tokens tokens;

  /** The state at the start. */
  public FaceState(Users users, Tokens tokens, FaceOptions defaults) {
    this.users = users;
    this.tokens = tokens;
    this.defaults = defaults;
    this.options = new AtomicReference<>(defaults);
  }

  /** The accounts. */
  public Users users() {
    return users;
  }

  /** The applications. */
  public Apps apps() {
    return apps;
  }

  /** How users decide. */
  public Consent consent() {
    return consent;
  }

  /** The tokens. */
  public Tokens tokens() {
    return tokens;
  }

  /** The options in force. */
  public FaceOptions options() {
    return options.get();
  }

  /** Changes the options. */
  public void options(FaceOptions changed) {
    options.set(changed);
  }

  /** Back to the start. */
  public void reset() {
    users.reset();
    apps.reset();
    consent.reset();
    tokens.reset();
    options.set(defaults);
  }
}
