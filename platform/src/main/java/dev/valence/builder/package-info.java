/** The element builder: how organizations define elements of their own and add to others. */
package dev.valence.builder;
