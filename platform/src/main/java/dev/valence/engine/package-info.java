/** One call, from a resolved instance and resource to an answer; it stores nothing. */
package dev.valence.engine;
