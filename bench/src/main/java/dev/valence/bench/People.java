package dev.valence.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The provider of the element {@code people}: fixed answers of about 2 KB, for callers that have
 * its access token.
 */
final class People {

  static final String TOKEN = "sl.u.AFqk2Zc9XnT7bqR4mJ0vWgH8eYpLd3KsQ1oUiNtCzExBfMyVhGjDrP6a5w";
  private static final Path ELEMENT =
      Path.of(System.getProperty("valence.home", "."), "bench/src/main/elements");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIZE = 2048;

  private People() {}

  /** What nginx answers: it gives a token for every code, and takes that one alone. */
  static String locations() {
    return """
    location = /token {
      return 200 '{"access_token":"%1$s","token_type":"Bearer","expires_in":86400,"refresh_token":"r"}';
    }
    location /v1/ {
      if ($http_authorization != "Bearer %1$s") { return 401; }
      location /v1/people/ { return 200 '%2$s'; }
      location /v1/profiles/ { return 200 '%3$s'; }
      location /v1/contacts/ { return 200 '%4$s'; }
    }
    """
        .formatted(TOKEN, person(SIZE, false), profile(), contacts());
  }

  /** The elements of the bench, with their provider's address put in. */
  static Path elements(Path directory, URI provider) throws IOException {
    Path target = directory.resolve("elements");
    try (Stream<Path> files = Files.walk(ELEMENT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(ELEMENT.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(
            copy, Files.readString(file).replace("UPSTREAM", provider.getAuthority()));
      }
    }
    return target;
  }

  /**
   * A person.
   *
   * @param nulls whether fields without a value are there, which the server leaves out
   */
  private static ObjectNode person(int size, boolean nulls) {
    ObjectNode person = JSON.createObjectNode();
    person.put("id", "8f14e45f-ceea-4671").put("first", "Ann").put("last", "Example");
    person.put("email", "ann@example.org").put("active", true).put("score", 71.5);
    person.put("created", 1_600_000_000_000L);
    person.putObject("address").put("street", "1 Main Street").put("city", "Basel");
    ArrayNode deals = person.putArray("deals");
    for (int i = 0; person.toString().length() < size - 120; i++) {
      ObjectNode deal = deals.addObject().put("id", i).put("name", "Deal " + i);
      deal.put("amount", 1000 + i);
      if (nulls) {
        deal.putNull("won");
      } else {
        deal.put("won", false);
      }
    }
    person.put("about", "x".repeat(Math.max(0, size - 11 - person.toString().length())));
    return person;
  }

  private static ObjectNode profile() {
    ObjectNode profile = JSON.createObjectNode();
    profile.putObject("meta").put("request", "4be0643f").put("version", 3);
    profile.putObject("data").set("person", person(SIZE - 70, true));
    return profile;
  }

  private static ArrayNode contacts() {
    ArrayNode contacts = JSON.createArrayNode();
    for (int i = 0; contacts.toString().length() < SIZE - 100; i++) {
      ObjectNode contact = contacts.addObject();
      contact.put("id", i).put("first", "Ann" + i).put("last", "Example");
      contact.put("email", "Ann" + i + "@Example.org").put("created", 1_600_000_000_000L + i);
      contact.putArray("tags").add("new").add("x-internal");
      contact.putObject("address").put("street", "1 Main Street").putNull("zip");
    }
    return contacts;
  }
}
