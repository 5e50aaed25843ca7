/**
 * Dropbox as its API v2 is published: OAuth 2.0, the users and the files namespace.
 *
 * @see <a href="https://www.dropbox.com/developers/documentation/http/documentation">Dropbox API
 *     v2</a>
 */
@NullMarked
package dev.valence.sandbox.dropbox;

import org.jspecify.annotations.NullMarked;
