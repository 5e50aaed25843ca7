/** The one way out to providers: pooled client, address policy, streaming. */
package dev.valence.egress;
