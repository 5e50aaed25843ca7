/** Servers of others, configured to judge how the platform speaks their protocols. */
@NullMarked
package dev.valence.judges;

import org.jspecify.annotations.NullMarked;
