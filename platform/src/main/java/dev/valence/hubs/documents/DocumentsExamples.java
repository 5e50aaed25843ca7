package dev.valence.hubs.documents;

/** What the documents hub's resources answer, for its documents. */
final class DocumentsExamples {

  static final String PING =
      """
      {"dateTime":"2026-05-01T12:00:00Z","endpoint":"files","valid":true}\
      """;
  static final String ME =
      """
      {"name":{"display_name":"Ada"},"email":"ada@example.com"}\
      """;
  static final String STORAGE =
      """
      {"total":2147483648,"used":7212}\
      """;
  static final String FILE =
      """
      {"id":"%252Fplans%252Froof.pdf","refId":"id:a4ayc_80_OEAAAAAAAAAYa","name":"roof.pdf",\
      "path":"/plans/roof.pdf","directory":false,"size":7212,"createdDate":1777636800000,\
      "modifiedDate":1777636801000,"tags":[],"parentFolderId":"%252Fplans",\
      "properties":{"mimeType":"application/pdf"}}\
      """;
  static final String FOLDER =
      """
      {"id":"%252Fplans","refId":"id:a4ayc_80_OEAAAAAAAAAXz","name":"plans","path":"/plans",\
      "directory":true,"size":0,"tags":[],"parentFolderId":"%252F","properties":{}}\
      """;
  static final String ITEMS = "[" + FOLDER + "," + FILE + "]";
  static final String CHANGES =
      "["
          + FILE
          + """
          ,{"id":"%252Fold.txt","path":"/old.txt","deleted":true}]\
          """;
  static final String LINK =
      """
      {"cloudElementsLink":"https://valence.example.com/elements/api-v2/content/c29tZXRoaW5n",\
      "providerLink":"https://www.example.com/s/abc/roof.pdf?dl=1",\
      "providerViewLink":"https://www.example.com/s/abc/roof.pdf?dl=0"}\
      """;
  static final String REVISION =
      """
      {"id":"5f00000000001","fileId":"%252Fplans%252Froof.pdf","filePath":"/plans/roof.pdf",\
      "name":"roof.pdf","size":7212,"modifiedDate":1777636801000}\
      """;
  static final String PERMISSION =
      """
      {"id":"3","role":"writer","name":"Ada","email":"ada@example.com"}\
      """;
  static final String COMMENT =
      """
      {"id":"0D7000000000001","comment":"The roof leaks.","createdDate":1777636801000,\
      "author":"Ada"}\
      """;
  static final String TEMPLATE =
      """
      {"template_id":"ptid:1a5n2i6d3OYEAAAAAAAAAYa","name":"Security","description":"Levels",\
      "fields":[{"name":"level","description":"","type":"string"}]}\
      """;
  static final String CUSTOM_FIELDS =
      """
      {"template_id":"ptid:1a5n2i6d3OYEAAAAAAAAAYa","fields":[{"name":"level","value":"high"}]}\
      """;

  static final String PATH =
      """
      {"path":"/plans/roof of the house.pdf"}\
      """;
  static final String UPDATE =
      """
      {"path":"/plans/old/roof.pdf","tags":["roof"],"description":"As it was built."}\
      """;
  static final String PROPERTIES =
      """
      {"project":"house"}\
      """;
  static final String PERMISSION_REQUEST =
      """
      {"email":"ada@example.com","role":"writer"}\
      """;
  static final String COMMENT_REQUEST =
      """
      {"comment":"The roof leaks."}\
      """;
  static final String TEMPLATE_REQUEST =
      """
      {"name":"Security","description":"Levels",\
      "fields":[{"name":"level","description":"","type":"string"}]}\
      """;
  static final String CUSTOM_FIELDS_REQUEST =
      """
      {"fields":[{"name":"level","value":"high"}]}\
      """;

  private DocumentsExamples() {}
}
