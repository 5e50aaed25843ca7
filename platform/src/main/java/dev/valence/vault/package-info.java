/** Sealing of secrets at rest, and the keys that do it. */
package dev.valence.vault;
