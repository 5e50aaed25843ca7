package dev.valence.catalog;

import java.util.List;

/** Element definitions that cannot be used, with every fault, its file, its line and its column. */
public final class InvalidElementsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  InvalidElementsException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
    this.faults = List.copyOf(faults);
  }

  /** The faults, such as {@code elements/dropbox/element.yaml:12:3: hub: unknown hub 'doc'}. */
  public List<String> faults() {
    return faults;
  }
}
