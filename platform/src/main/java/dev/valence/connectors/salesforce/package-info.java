/** Salesforce, by its REST API and, for files, its Connect REST API. */
package dev.valence.connectors.salesforce;
