package dev.valence.app;

import dev.valence.sandbox.FaceClient;
import dev.valence.sandbox.face.User;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A system that is connected, as the tests that treat all of them alike see it.
 *
 * @param element the element's key
 * @param face the face of the sandbox
 * @param tokenPath where the sandbox renews tokens; empty where nothing can be renewed
 * @param callPath how the paths begin that the list calls at the provider
 * @param list the list of the hub
 * @param revokePath where tokens are revoked; empty where the provider cannot
 * @param put puts an item into the account
 */
record Provider(
    String element,
    String face,
    String tokenPath,
    String callPath,
    String list,
    String revokePath,
    Put put) {

  /** Puts an item into an account at the provider. */
  interface Put {
    void into(FaceClient face, User account, String name);
  }

  static final Provider DROPBOX =
      new Provider(
          "dropbox",
          "dropbox",
          "/oauth2/token",
          "/2/files",
          "/hubs/documents/folders/contents?path=/",
          "/2/auth/token/revoke",
          Provider::file);

  static final Provider ONEDRIVE =
      new Provider(
          "onedrivebusiness",
          "microsoft",
          "/common/oauth2/token",
          "/_api/v2.0",
          "/hubs/documents/folders/contents?path=/",
          "",
          Provider::file);

  static final Provider CRM = salesforce("sfdc", "/hubs/crm/accounts", record("Account", "Name"));

  static final Provider SERVICE_CLOUD =
      salesforce("sfdcservicecloud", "/hubs/helpdesk/incidents", record("Case", "Subject"));

  static final Provider MARKETING_CLOUD =
      salesforce("sfdcmarketingcloud", "/hubs/marketing/campaigns", record("Campaign", "Name"));

  static final Provider FILES =
      salesforce("sfdcdocuments", "/hubs/documents/folders/contents?path=/", Provider::file);

  static final Provider INSTAGRAM =
      new Provider(
          "instagram",
          "instagram",
          "",
          "/v1/users",
          "/hubs/social/users/self/media",
          "",
          record("media", "caption"));

  static final Provider INSTAGRAM_GRAPH =
      new Provider(
          "instagramgraph",
          "instagram",
          "/refresh_access_token",
          "/v24.0/me",
          "/hubs/social/users/me/media",
          "",
          record("media", "caption"));

  private static Provider salesforce(String element, String list, Put put) {
    return new Provider(
        element,
        "salesforce",
        "/services/oauth2/token",
        "/services/data",
        list,
        "/services/oauth2/revoke",
        put);
  }

  static Stream<Provider> all() {
    return Stream.of(
        DROPBOX, ONEDRIVE, CRM, SERVICE_CLOUD, MARKETING_CLOUD, FILES, INSTAGRAM, INSTAGRAM_GRAPH);
  }

  /** Those whose access tokens are renewed with a refresh token. */
  static Stream<Provider> withRefreshTokens() {
    return all().filter(provider -> !provider.face().equals("instagram"));
  }

  /** Those that can be told to forget a token. */
  static Stream<Provider> thatRevoke() {
    return all().filter(provider -> !provider.revokePath().isEmpty());
  }

  /** The list with a further parameter. */
  String listWith(String parameter) {
    return list + (list.contains("?") ? "&" : "?") + parameter;
  }

  private static void file(FaceClient face, User account, String name) {
    face.putFile(account, "/" + name + ".txt", name.getBytes(StandardCharsets.UTF_8));
  }

  private static Put record(String type, String field) {
    return (face, account, name) -> face.createRecord(account, type, Map.of(field, name));
  }

  @Override
  public String toString() {
    return element;
  }
}
