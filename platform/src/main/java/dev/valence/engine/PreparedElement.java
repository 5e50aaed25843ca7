package dev.valence.engine;

import dev.valence.egress.AllowedHosts;
import dev.valence.model.Element;

/**
 * What calls need of an element, made once for each version of it.
 *
 * @param routes the ways of its calls
 * @param hosts where they may lead
 */
record PreparedElement(ElementRoutes routes, AllowedHosts hosts) {

  static PreparedElement of(Element element) {
    return new PreparedElement(ElementRoutes.of(element), AllowedHosts.of(element.hosts()));
  }
}
