/** OAuth 1.0a and 2.0 as protocol: URLs, tokens, signatures; it stores nothing. */
package dev.valence.oauth;
