/** The kit of the edge: credentials, vocabulary, errors, paging, request ids, CORS. */
package dev.valence.http;
