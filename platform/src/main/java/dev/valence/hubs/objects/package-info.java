/** The contract of the hubs of objects: their resources, their operations and their errors. */
package dev.valence.hubs.objects;
