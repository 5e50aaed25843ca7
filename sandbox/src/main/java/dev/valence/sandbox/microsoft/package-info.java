/**
 * Microsoft as OneDrive for Business is published: sign-in in both versions, the drive under
 * Microsoft Graph, and the same drive under the address of SharePoint.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/onedrive">Files in Microsoft
 *     Graph</a>
 */
@NullMarked
package dev.valence.sandbox.microsoft;

import org.jspecify.annotations.NullMarked;
