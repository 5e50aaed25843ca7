/**
 * What an element offers, in documents for others: Swagger 2.0, OpenAPI 3.1, its objects and their
 * fields.
 */
package dev.valence.apidocs;
