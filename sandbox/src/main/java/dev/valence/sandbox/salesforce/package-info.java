/**
 * Salesforce: OAuth 2.0 at the login hosts, and at the organization's own host the REST API with
 * records, queries and files.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest.htm">
 *     REST API Developer Guide</a>
 */
@NullMarked
package dev.valence.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
