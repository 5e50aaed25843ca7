/** Benchmarks of what the room does not show. */
package dev.valence.instances;
