/** The contract of the documents hub: its operations, its records and its errors. */
package dev.valence.hubs.documents;
