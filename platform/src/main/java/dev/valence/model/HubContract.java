package dev.valence.model;

import java.util.List;

/** What a hub whose operations are code offers, whatever the element. */
public interface HubContract {

  /** The hub's key. */
  String hub();

  /** The uniform resources, each with the hub in its path. */
  List<Resource> resources();
}
