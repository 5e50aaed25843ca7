/** Benchmarks of parts of the room that nobody outside it may use. */
package dev.valence.script;
