package dev.valence.hubs.objects;

/** What answers look like, for API documents. */
final class ObjectsExamples {

  private static final String RECORD =
      """
      {"id":"0018d00000abcdeAAA","Id":"0018d00000abcdeAAA","Name":"Lovelace & Co",\
      "LastModifiedDate":"2026-05-01T12:00:00.000+0000"}\
      """;

  private static final String VALUE =
      """
      {"id":"High","name":"High","active":true,"default":false}\
      """;

  private static final String DESCRIPTION =
      """
      {"fields":[{"path":"Name","type":"string","vendorPath":"Name","vendorNativeType":"string",\
      "vendorDisplayName":"Account Name","vendorRequired":true,"vendorReadOnly":false,\
      "filterable":true,"createable":true,"updateable":true,"custom":false}]}\
      """;

  private ObjectsExamples() {}

  static String answer(ObjectsOperation operation, String hub) {
    return switch (operation) {
      case PING ->
          "{\"dateTime\":\"2026-05-01T12:00:00Z\",\"endpoint\":\"" + hub + "\",\"valid\":true}";
      case OBJECTS -> "[\"accounts\",\"contacts\"]";
      case DESCRIBE -> DESCRIPTION;
      case LIST, QUERY, FILE_VERSIONS, FILES_OF_RECORD, SHARES_OF_RECORD -> "[" + RECORD + "]";
      case VALUES -> "[" + VALUE + "]";
      case CREATE,
          READ,
          UPDATE,
          READ_OWN,
          ADD_MEMBER,
          UPLOAD_FILE,
          FILE_METADATA,
          ADD_FILE_VERSION,
          FILE_VERSION_METADATA,
          SHARE_FILE ->
          RECORD;
      case DELETE, CONTENT, FILE_CONTENT, FILE_VERSION_CONTENT, REMOVE_MEMBER -> "";
    };
  }
}
