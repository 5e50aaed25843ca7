/** What a connector is, and how one is found: the only words that the engine has for vendors. */
package dev.valence.connectors;
