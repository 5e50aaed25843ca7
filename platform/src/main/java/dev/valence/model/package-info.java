/** The words of the platform as records and exceptions. It uses no other room. */
package dev.valence.model;
