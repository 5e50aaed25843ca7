package dev.valence.hubs.social;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an element has to have for a behaviour, or for all of a class; others are not asked. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Needs {

  /** The resources, below the hub: {@code GET /media/{id}/comments}. */
  String[] value();
}
