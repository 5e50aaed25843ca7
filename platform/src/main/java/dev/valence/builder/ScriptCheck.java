package dev.valence.builder;

import java.util.Optional;

/** Looks at the scripts of hooks before they are stored. */
public interface ScriptCheck {

  /**
   * Why a script does not compile; empty when it does.
   *
   * @param name what the script is called, such as {@code the preRequest hook of GET
   *     /hubs/crm/contacts}
   * @param body the body of its function
   * @param legacy whether it is written for the older engine
   */
  Optional<String> fault(String name, String body, boolean legacy);
}
