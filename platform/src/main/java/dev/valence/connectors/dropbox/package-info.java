/** Dropbox, by version 2 of its API (https://www.dropbox.com/developers/documentation/http). */
package dev.valence.connectors.dropbox;
