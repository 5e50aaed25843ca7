/**
 * The query language of the platform (contract, core 5.6): its grammar, its queries and conditions
 * as a tree, and their translations.
 */
package dev.valence.ceql;
