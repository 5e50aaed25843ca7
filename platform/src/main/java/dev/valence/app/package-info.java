/** Start, wiring, configuration and the command line. It may use every room. */
package dev.valence.app;
