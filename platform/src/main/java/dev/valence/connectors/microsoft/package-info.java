/**
 * OneDrive for Business, in the dialects of Microsoft Graph and of SharePoint
 * (https://learn.microsoft.com/onedrive/developer/rest-api/).
 */
package dev.valence.connectors.microsoft;
