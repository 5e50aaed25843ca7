/** The life of an instance: provisioning, configuration, state, and renewal of its credentials. */
package dev.valence.instances;
