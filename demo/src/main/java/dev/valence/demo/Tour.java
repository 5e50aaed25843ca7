package dev.valence.demo;

import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.face.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the demo shows of an element: something is put into the account at the provider, and found
 * in a list of the hub.
 *
 * @param element the element's key
 * @param face the face of the sandbox that simulates the provider
 * @param put puts something into the account; null when the walk uploads a file instead
 * @param list the list, below the base path, with its query
 * @param text what has to be in the list
 */
record Tour(String element, String face, @Nullable Put put, String list, String text) {

  /** Puts something into an account at the provider. */
  interface Put {
    void into(FaceClient face, User account);
  }

  private static final String HELLO = "hello from valence";
  private static final String FOLDER = "/hubs/documents/folders/contents?path=/";

  private static final List<Tour> ALL =
      List.of(
          new Tour("dropbox", "dropbox", null, FOLDER, HELLO),
          new Tour("onedrivebusiness", "microsoft", Tour::file, FOLDER, HELLO),
          new Tour("sfdcdocuments", "salesforce", Tour::file, FOLDER, HELLO),
          new Tour(
              "sfdc",
              "salesforce",
              (face, account) -> face.createRecord(account, "Account", Map.of("Name", HELLO)),
              "/hubs/crm/accounts",
              HELLO),
          new Tour(
              "sfdcservicecloud",
              "salesforce",
              (face, account) -> face.createRecord(account, "Case", Map.of("Subject", HELLO)),
              "/hubs/helpdesk/incidents",
              HELLO),
          new Tour(
              "sfdcmarketingcloud",
              "salesforce",
              (face, account) -> face.createRecord(account, "Campaign", Map.of("Name", HELLO)),
              "/hubs/marketing/campaigns",
              HELLO),
          new Tour("instagram", "instagram", Tour::media, "/hubs/social/users/self/media", HELLO),
          new Tour(
              "instagramgraph", "instagram", Tour::media, "/hubs/social/users/me/media", HELLO));

  /** The tour of an element. */
  static Optional<Tour> of(String element) {
    return ALL.stream().filter(tour -> tour.element().equals(element)).findFirst();
  }

  /** The elements that can be shown, for people. */
  static String elements() {
    return String.join(", ", ALL.stream().map(Tour::element).sorted().toList());
  }

  private static void file(FaceClient face, User account) {
    face.putFile(account, "/" + HELLO + ".txt", HELLO.getBytes(StandardCharsets.UTF_8));
  }

  private static void media(FaceClient face, User account) {
    face.createRecord(account, "media", Map.of("caption", HELLO));
  }
}
