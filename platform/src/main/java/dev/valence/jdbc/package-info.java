/**
 * Databases as vendors: statements of elements whose protocol is jdbc, under a policy of the
 * operator.
 */
package dev.valence.jdbc;
