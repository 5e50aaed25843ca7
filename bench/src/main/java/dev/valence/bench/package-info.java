/** Runs benchmarks and reports what they measured. */
package dev.valence.bench;
