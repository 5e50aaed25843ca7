/** The resource behind every hub call: from the caller's token to the provider and back. */
package dev.valence.hubapi;
