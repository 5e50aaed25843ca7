package dev.valence.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A curl command of a founding document, run word for word but for its host.
 *
 * @param text the command as it is printed
 */
record Curl(String text) {

  private static final Pattern METHOD = Pattern.compile("-X (\\w+)");
  private static final Pattern HEADER = Pattern.compile("-H '([^:]+): ([^']+)'");
  private static final Pattern URL = Pattern.compile("'https://[^/']+(/[^']+)'");

  /** The command with one word in the place of another. */
  Curl with(String placeholder, String value) {
    return new Curl(text.replace(placeholder, value));
  }

  /** Runs the command against a server, with a body in the place of the file that it names. */
  HttpResponse<String> run(URI server, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + found(URL)))
            .method(
                found(METHOD),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    Matcher headers = HEADER.matcher(text);
    while (headers.find()) {
      request.header(headers.group(1), headers.group(2));
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** The path and query that it calls. */
  String url() {
    return found(URL);
  }

  private String found(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
