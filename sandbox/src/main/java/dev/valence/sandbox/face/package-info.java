/**
 * What the faces of the sandbox are made of: the contract of a face, HTTP requests and answers as
 * values, users, OAuth 2.0 applications, consent and tokens, and the clock they all share.
 */
@NullMarked
package dev.valence.sandbox.face;

import org.jspecify.annotations.NullMarked;
