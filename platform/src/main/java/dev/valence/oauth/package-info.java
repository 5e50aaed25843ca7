/** OAuth as protocol: URLs, exchange, refresh, revocation; it stores nothing. */
package dev.valence.oauth;
