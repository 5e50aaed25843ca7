/** The catalogue: element definitions, hubs, and what is derived from them. */
package dev.valence.catalog;
