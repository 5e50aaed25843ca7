/**
 * Instagram in two generations: the API v1 that ended in 2020, and the Instagram API with Instagram
 * Login.
 *
 * @see <a href="https://developers.facebook.com/docs/instagram-platform">Instagram Platform</a>
 */
@NullMarked
package dev.valence.sandbox.instagram;

import org.jspecify.annotations.NullMarked;
