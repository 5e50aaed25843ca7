/**
 * Two nodes, their database and the provider as processes under work, and what happens to machines:
 * kills, cuts, full disks, wrong clocks. What was promised to callers is compared with what is
 * there.
 */
package dev.valence.chaos;
