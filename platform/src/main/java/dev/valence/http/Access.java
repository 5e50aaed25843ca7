package dev.valence.http;

import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which credentials a resource's method needs. A method that says nothing needs those of an
 * organization, so that what is forgotten is closed.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Access {

  /** The class of the call (contract, core 1.2). */
  Level value();

  /** The classes of calls. */
  enum Level {
    /** Anybody; credentials that are sent are still checked. */
    OPEN,
    /** {@code User} with {@code Organization}, or a {@code Bearer} token of a login. */
    ORGANIZATION,
    /** {@code User} with {@code Element}; {@code Organization} is tolerated. */
    INSTANCE;

    /** The class of the calls of a resource's method. */
    public static Level of(ResourceInfo resource) {
      Access access = resource.getResourceMethod().getAnnotation(Access.class);
      if (access == null) {
        access = resource.getResourceClass().getAnnotation(Access.class);
      }
      return access == null ? ORGANIZATION : access.value();
    }
  }
}
