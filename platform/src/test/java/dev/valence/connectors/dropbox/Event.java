package dev.valence.connectors.dropbox;

import java.io.InputStream;

/** Something that happens when a stream is read up to here; it has no bytes. */
final class Event extends InputStream {

  private final Runnable action;

  Event(Runnable action) {
    this.action = action;
  }

  @Override
  public int read() {
    action.run();
    return -1;
  }
}
