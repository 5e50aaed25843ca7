package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A part "Create Instance" of the founding documents: its requests and samples as they are printed.
 *
 * @param folder where they are
 * @param element the element's key
 * @param face the face of the sandbox that simulates the provider
 * @param slips what is printed and not meant (contract, core 0 and 6)
 */
record FoundingDocument(String folder, String element, String face, List<Slip> slips) {

  /**
   * Something that is printed and not meant.
   *
   * @param file the file in which it is
   * @param printed the text
   * @param meant what it should be
   * @param why what is wrong with it
   */
  record Slip(String file, String printed, String meant, String why) {}

  private static final ObjectMapper JSON =
      // A document breaks a text over two lines.
      new ObjectMapper().enable(JsonParser.Feature.ALLOW_UNQUOTED_CONTROL_CHARS);

  static final String URL_REQUEST = "oauth-url.curl";
  static final String URL_ANSWER = "oauth-url.answer.json";
  static final String INSTANCE_BODY = "instance.json";
  static final String INSTANCE_REQUEST = "create-instance.curl";
  static final String INSTANCE_ANSWER = "create-instance.answer.json";

  private static final Slip SECRET_IN_THE_BROWSER =
      new Slip(
          URL_ANSWER,
          "&client_secret=xyz789",
          "",
          "a secret has no place in a URL that the user's browser opens");

  static final FoundingDocument DROPBOX =
      new FoundingDocument(
          "dropbox",
          "dropbox",
          "dropbox",
          List.of(
              new Slip(
                  URL_ANSWER,
                  "https://www.dropbox.com/api/oauth2/authorize",
                  "https://www.dropbox.com/oauth2/authorize",
                  "Dropbox has moved the page since")));

  static final FoundingDocument ONEDRIVE = oneDrive("onedrivebusiness");

  static final FoundingDocument ONEDRIVE_BETA = oneDrive("onedrivebusiness-beta");

  static final FoundingDocument INSTAGRAM =
      new FoundingDocument(
          "instagram",
          "instagram",
          "instagram",
          List.of(
              new Slip(URL_REQUEST, "/dropinstagram/", "/instagram/", "there is no such element"),
              new Slip(
                  URL_ANSWER,
                  "redirect_uri=https://www.demonstrab.ly/authz",
                  "redirect_uri=http://fake.oauth.callback/url",
                  "the request asks for another callback"),
              new Slip(
                  INSTANCE_ANSWER,
                  "\"parameters\": [\n  },",
                  "\"parameters\": []\n  },",
                  "a bracket is not closed")));

  static final FoundingDocument SERVICE_CLOUD =
      new FoundingDocument(
          "sfdcservicecloud",
          "sfdcservicecloud",
          "salesforce",
          List.of(
              SECRET_IN_THE_BROWSER,
              new Slip(
                  URL_ANSWER,
                  "&state=sfdcservicecloud",
                  "&state=sfdc",
                  "the request sends another state"),
              new Slip(
                  INSTANCE_ANSWER,
                  "<a href=\"http://www.salesforce.com\" target=\"_blank\">",
                  "<a href=\\\"http://www.salesforce.com\\\" target=\\\"_blank\\\">",
                  "quotes within a text are not escaped")));

  static final FoundingDocument MARKETING_CLOUD =
      new FoundingDocument(
          "sfdcmarketingcloud",
          "sfdcmarketingcloud",
          "salesforce",
          List.of(
              SECRET_IN_THE_BROWSER,
              new Slip(
                  URL_REQUEST,
                  "/sfdc/oauth/url",
                  "/sfdcmarketingcloud/oauth/url",
                  "the answer is that of another element"),
              new Slip(
                  URL_ANSWER,
                  "&state=sfdc\"",
                  "&state=sfdcmarketingcloud\"",
                  "the request sends another state")));

  static final FoundingDocument CRM =
      new FoundingDocument(
          "sfdc",
          "sfdc",
          "salesforce",
          List.of(
              SECRET_IN_THE_BROWSER,
              new Slip(
                  URL_REQUEST,
                  "/sfdcservicecloud/oauth/url",
                  "/sfdc/oauth/url",
                  "the answer is that of another element")));

  static final FoundingDocument FILES =
      new FoundingDocument(
          "sfdcdocuments", "sfdcdocuments", "salesforce", List.of(SECRET_IN_THE_BROWSER));

  private static FoundingDocument oneDrive(String folder) {
    return new FoundingDocument(
        folder,
        "onedrivebusiness",
        "microsoft",
        List.of(
            new Slip(
                URL_REQUEST,
                "fake_OneDrive Business_api",
                "fake_OneDrive%20Business_api",
                "a URL has no blanks"),
            new Slip(
                URL_ANSWER,
                "https://www.onedrivebusiness.com/api/oauth2/authorize?",
                "https://login.microsoftonline.com/common/oauth2/authorize?api-version=2.0&",
                "there is no such host; the sample of the instance has the true one"),
            new Slip(
                INSTANCE_ANSWER,
                "\"resources\": [],",
                "\"resources\": []},",
                "what belongs to the instance is printed within the element"),
            new Slip(
                INSTANCE_ANSWER,
                "\"traceLoggingEnabled\": false\n  }\n}",
                "\"traceLoggingEnabled\": false\n}",
                "the same brace")));
  }

  static Stream<FoundingDocument> all() {
    return Stream.of(
        DROPBOX, ONEDRIVE, ONEDRIVE_BETA, INSTAGRAM, SERVICE_CLOUD, MARKETING_CLOUD, CRM, FILES);
  }

  /** A sample of the document, without its slips. */
  JsonNode sample(String file, String word) {
    try {
      return JSON.readTree(text(file, word));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file, e);
    }
  }

  /** Whether the document prints the file. */
  boolean has(String file) {
    return getClass().getResource(path(file)) != null;
  }

  /**
   * A text of the document, without its slips.
   *
   * @param word the vocabulary, {@code element} or {@code your_mom}
   */
  String text(String file, String word) {
    // What the parts of a document have in common is printed once.
    String text = printed(has(file) ? file : "../sfdcservicecloud/" + file);
    for (Slip slip : slips) {
      if (slip.file().equals(file)) {
        assertThat(text).as(slip.why()).contains(slip.printed());
        text = text.replace(slip.printed(), slip.meant());
      }
    }
    if (word.equals("element") || text.contains("your_mom")) {
      return text.replace("your_mom", word);
    }
    return text.replace("\"element\"", "\"your_mom\"")
        .replace("cloud-elements.com/elements/", "cloud-your_moms.com/your_moms/")
        .replace("/api-v2/elements/", "/api-v2/your_moms/");
  }

  /** A text of the document as it is printed. */
  String printed(String file) {
    try (InputStream content = getClass().getResourceAsStream(path(file))) {
      return new String(
          Objects.requireNonNull(content, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path(String file) {
    return file.startsWith("../") ? "/seeds/" + file.substring(3) : "/seeds/" + folder + "/" + file;
  }

  @Override
  public String toString() {
    return folder;
  }
}
