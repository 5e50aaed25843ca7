/** The one way out to providers: pooled client, address policy, streaming, limits of calls. */
package dev.valence.egress;
