/** Organizations, accounts and users, their secrets, and who is calling. */
package dev.valence.identity;
