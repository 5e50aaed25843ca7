/** PostgreSQL: the embedded server, transactions, leases, messages between nodes. */
package dev.valence.store;
