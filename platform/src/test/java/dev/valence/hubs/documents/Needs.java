package dev.valence.hubs.documents;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a connector has to have for a behaviour, or for all of a class; others are not asked. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Needs {

  /** The operations, beside those that the test itself has to store files. */
  DocumentsOperation[] value() default {};

  /** The features. */
  DocumentsFeature[] features() default {};
}
