/**
 * The fence around the JavaScript of hooks: compiled once, run with bounded time, memory and
 * output, and with no way out but the HTTP that is offered.
 */
package dev.valence.script;
