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
 * @param paced whether it is called at a constant rate as well; one that is faster than the program
 *     that does it would show that program's times
 */
record Subject(
    String name,
    ProcessHandle process,
    String method,
    URI url,
    Map<String, String> headers,
    boolean paced) {

  /** One that is called by GET, at a constant rate too. */
  static Subject get(String name, ProcessHandle process, URI url, Map<String, String> headers) {
    return new Subject(name, process, "GET", url, headers, true);
  }

  /** One that is called by GET and too fast for a constant rate. */
  static Subject fast(String name, ProcessHandle process, URI url, Map<String, String> headers) {
    return new Subject(name, process, "GET", url, headers, false);
  }
}
