package dev.valence.bench;

import java.net.URI;
import java.util.Map;

/**
 * What answers the calls of a measurement.
 *
 * @param name its name in the report
 * @param process the process whose processor time counts
 * @param method the method of its calls
 * @param url the URL that is called
 * @param headers what is sent along
 */
record Subject(
    String name, ProcessHandle process, String method, URI url, Map<String, String> headers) {

  /** One that is called by GET. */
  static Subject get(String name, ProcessHandle process, URI url, Map<String, String> headers) {
    return new Subject(name, process, "GET", url, headers);
  }
}
