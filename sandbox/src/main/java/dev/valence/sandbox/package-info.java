/**
 * The sandbox: the providers that the platform calls, simulated on loopback ports.
 *
 * <p>{@link dev.valence.sandbox.Sandbox} starts it, {@link dev.valence.sandbox.SandboxClient}
 * steers it. Nothing in this package knows a particular vendor except the list of faces that are
 * started.
 */
@NullMarked
package dev.valence.sandbox;

import org.jspecify.annotations.NullMarked;
