/** The founding document's flow, walked as a user's application would, with nothing but HTTP. */
package dev.valence.demo;
