package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.TestVendor.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a body on its way to the vendor (contract, element format 6.1 and 6.2). */
class DeclaredBodyTest extends DeclaredTest {

  private static final String BODY =
      "{'name': 'body', 'type': 'body', 'vendorName': 'b', 'vendorType': 'body'}";

  @Test
  void fieldsAreSetInTheCallersBody() {
    TestInstance instance =
        posting(
            BODY,
            "{'name': 'key', 'type': 'configuration', 'vendorName': 'auth.key', 'vendorType': 'bodyField'}",
            "{'name': 'q', 'type': 'query', 'vendorName': 'a', 'vendorType': 'bodyField', 'vendorDataType': 'integer'}",
            "{'name': 'nested.b', 'type': 'bodyField', 'vendorName': 'c[0]', 'vendorType': 'bodyField'}");
    instance.values().put("key", "k");

    call(instance, "{\"a\": 1, \"nested\": {\"b\": true}}", "q=7");

    assertThat(sent()).isEqualTo("{'a':7,'nested':{'b':true},'auth':{'key':'k'},'c':[true]}");
    call(instance, "", "q=x");
    assertThat(sent()).isEqualTo("{'auth':{'key':'k'},'a':'x'}");
  }

  @Test
  void aTemplateIsTheBodyAndItsTokensAreFilledIn() {
    TestInstance instance =
        posting(
            "{'name': '<e><u>${configuration.user}</u><n>{Invoice.No}</n><w>{w}</w><x>{unknown}</x></e>',"
                + " 'type': 'value', 'vendorName': 'body', 'vendorType': 'body'}",
            "{'name': 'body', 'type': 'body', 'vendorName': 'all', 'vendorType': 'bodyToken'}",
            "{'name': 'w', 'type': 'query', 'vendorName': 'w', 'vendorType': 'bodyToken'}",
            "{'name': 'text/xml', 'type': 'value', 'vendorName': 'Content-Type', 'vendorType': 'header'}");
    instance.values().put("user", "ada");

    call(instance, "{\"Invoice\": {\"No\": \"a<b&c\"}}", "w={Invoice.No}");

    assertThat(vendor.last().body())
        .isEqualTo("<e><u>ada</u><n>a&lt;b&amp;c</n><w>{Invoice.No}</w><x>{unknown}</x></e>");
    assertThat(vendor.last().headers()).containsEntry("Content-Type", "text/xml");
  }

  @Test
  void tokensOfAJsonTemplateNeverLeaveTheirText() {
    TestInstance instance =
        posting(
            "{'name': '{\\\"t\\\": \\\"{q}\\\", \\\"all\\\": {all}, \\\"q\\\": \\\"\\\\\\\\{q}\\\"}',"
                + " 'type': 'value', 'vendorName': 'body', 'vendorType': 'body'}",
            "{'name': 'body', 'type': 'body', 'vendorName': 'all', 'vendorType': 'bodyToken'}",
            "{'name': 'q', 'type': 'query', 'vendorName': 'q', 'vendorType': 'bodyToken'}");

    call(instance, "{\"x\": [1]}", "q=a\"b");

    assertThat(vendor.last().body())
        .isEqualTo("{\"t\": \"a\\\"b\", \"all\": {\"x\":[1]}, \"q\": \"\\\\a\\\"b\"}");
  }

  @Test
  void tokensStandInTheQueryToo() {
    TestInstance instance =
        posting(
            "{'name': 'select {f} limit {n}', 'type': 'value', 'vendorName': 'q', 'vendorType': 'query'}",
            "{'name': 'f', 'type': 'query', 'vendorName': 'f', 'vendorType': 'bodyToken'}");

    call(instance, "", "f=a,b");

    assertThat(vendor.last().target()).isEqualTo("/v1/a?q=select%20a%2Cb%20limit%20%7Bn%7D");
  }

  @Test
  void aFormHasTheFieldsOfTheBodyAndWhatIsDeclared() {
    TestInstance instance =
        posting(
            "{'name': 'application/json', 'type': 'value', 'vendorName': 'Content-Type', 'vendorType': 'no-op'}",
            "{'name': 'body', 'type': 'body', 'vendorName': 'b', 'vendorType': 'form'}",
            "{'name': 'a b', 'type': 'value', 'vendorName': 'fixed', 'vendorType': 'form'}");

    call(instance, "{\"title\": \"t&t\", \"n\": 1, \"list\": [1, {\"x\": 2}]}");

    assertThat(vendor.last().body())
        .isEqualTo("title=t%26t&n=1&list=%5B1%2C%7B%22x%22%3A2%7D%5D&fixed=a+b");
    assertThat(vendor.last().headers())
        .containsEntry("Content-Type", "application/x-www-form-urlencoded");
  }

  @Test
  void aBodyBecomesParametersOfTheQuery() {
    TestInstance instance =
        posting("{'name': 'body', 'type': 'body', 'vendorName': 'b', 'vendorType': 'query'}");

    call(instance, "{\"a\": \"x\", \"b\": {\"c\": 1}}");

    assertThat(vendor.last().target()).isEqualTo("/v1/a?a=x&b=%7B%22c%22%3A1%7D");
    assertThat(vendor.last().body()).isEmpty();
  }

  @Test
  void aFormOfTheCallersIsReadByItsFields() {
    TestInstance instance =
        posting("{'name': 'grant', 'type': 'form', 'vendorName': 'g', 'vendorType': 'form'}");

    engine.call(instance, body("grant=a%26b&other=1", "application/x-www-form-urlencoded"));

    assertThat(vendor.last().body()).isEqualTo("g=a%26b");
  }

  @Test
  void aFileStreamsAsAPartWithTheFieldsBeforeAndAfterIt() {
    TestInstance instance =
        posting(
            "{'name': 'file', 'type': 'multipart', 'vendorName': 'upload', 'vendorType': 'multipart', 'dataType': 'file'}",
            "{'name': 'title', 'type': 'multipart', 'vendorName': 'name', 'vendorType': 'form'}",
            "{'name': 'tail', 'type': 'multipart', 'vendorName': 'tail', 'vendorType': 'multipart', 'dataType': 'file'}",
            "{'name': 'k', 'type': 'configuration', 'vendorName': 'key', 'vendorType': 'form'}",
            "{'name': 'application/json', 'type': 'value', 'vendorName': 'Content-Type', 'vendorType': 'header'}");
    instance.values().put("k", "secret");

    engine.call(
        instance,
        multipart(
            part("name=\"title\"", "", "Ä title"),
            part("name=\"file\"; filename=\"a b.txt\"", "text/plain", "content"),
            part("name=\"undeclared\"", "", "x")));

    String boundary = boundary();
    assertThat(vendor.last().body())
        .isEqualTo(
            "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nÄ title\r\n"
                    .replace("B", boundary)
                + "--%s\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nsecret\r\n"
                    .formatted(boundary)
                + "--%s\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a b.txt\"\r\n"
                    .formatted(boundary)
                + "Content-Type: text/plain\r\n\r\ncontent\r\n--%s--\r\n".formatted(boundary));
  }

  @Test
  void aFileBecomesADescriptionInJson() {
    TestInstance instance =
        posting(
            "{'name': 'file', 'type': 'multipart', 'vendorName': 'x', 'vendorType': 'body', 'dataType': 'file', 'vendorDataType': 'string'}");

    engine.call(
        instance, multipart(part("name=\"file\"; filename=\"a.txt\"", "text/plain", "hello")));

    assertThat(sent()).isEqualTo("{'name':'a.txt','size':5,'type':'text/plain','body':'aGVsbG8='}");
  }

  @Test
  void theBytesOfAFileAreTheBodyWhereTheVendorWantsThem() {
    TestInstance instance =
        posting(
            "{'name': 'body', 'type': 'body', 'vendorName': 'x', 'vendorType': 'body', 'dataType': 'binary', 'vendorDataType': 'binary'}");

    engine.call(instance, body("raw bytes", "image/png"));
    assertThat(vendor.last().body()).isEqualTo("raw bytes");
    assertThat(vendor.last().headers()).containsEntry("Content-Type", "image/png");

    engine.call(
        instance, multipart(part("name=\"any\"; filename=\"a\"", "text/plain", "in a part")));
    assertThat(vendor.last().body()).isEqualTo("in a part");
    assertThat(vendor.last().headers()).containsEntry("Content-Type", "text/plain");
  }

  @Test
  void aBodyLargerThanMemoryStreams() throws IOException {
    TestInstance instance =
        posting(
            "{'name': 'file', 'type': 'multipart', 'vendorName': 'file', 'vendorType': 'multipart', 'dataType': 'file'}");
    int size = 5 * 1024 * 1024;
    byte[] head =
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8);
    InputStream content =
        new java.io.SequenceInputStream(
            java.util.Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(head),
                    new ByteArrayInputStream(new byte[size]),
                    new ByteArrayInputStream("\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8)))));

    engine.call(
        instance,
        new HubCall(
            "POST",
            "/a",
            Map.of(),
            Map.of(),
            new HubCall.Body(content, -1, "multipart/form-data; boundary=B")));

    assertThat(vendor.last().body().length()).isGreaterThan(size);
  }

  @Test
  void aBodyForAVendorOfXmlIsXml() {
    TestInstance instance =
        posting(
            BODY,
            "{'name': 'application/xml', 'type': 'value', 'vendorName': 'Content-Type', 'vendorType': 'header'}");

    call(instance, "{\"person\": {\"@id\": 1, \"name\": \"a<b\"}}");
    assertThat(vendor.last().body()).contains("<person id=\"1\"><name>a&lt;b</name></person>");

    engine.call(instance, body("<own/>", "application/xml"));
    assertThat(vendor.last().body()).isEqualTo("<own/>");
  }

  @Test
  void anAnswerInXmlIsJson() {
    vendor.answers =
        _ ->
            new Reply(
                200,
                Map.of("Content-Type", "text/xml"),
                "<s:Envelope xmlns:s='u'><s:Body><r><n>5</n><t>x</t></r></s:Body></s:Envelope>");
    TestInstance instance =
        instance(
            "custom",
            "{'protocolType': 'soap', 'resources': [{'path': '/hubs/social/a', 'rootKey': '|s:Envelope.s:Body.r'}]}");

    assertThat(json(get(instance, "/a"))).isEqualTo("{'n':5,'t':'x'}");
  }

  @ParameterizedTest
  @CsvSource({
    "<faultcode>soap:Client</faultcode><faultstring>no such id</faultstring>, 400",
    "<faultcode>soap:Server</faultcode><faultstring>no such id</faultstring>, 502",
    "<s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason>no such id</s:Reason>, 400"
  })
  void aFaultOfSoapSaysWhoseItIs(String fault, int status) {
    vendor.answers =
        _ ->
            new Reply(
                500,
                Map.of("Content-Type", "text/xml"),
                "<s:Envelope xmlns:s='u'><s:Body><s:Fault>"
                    + fault
                    + "</s:Fault></s:Body></s:Envelope>");
    TestInstance instance =
        instance("custom", "{'protocolType': 'soap', 'resources': [{'path': '/hubs/social/a'}]}");

    assertThat(refused(status, instance, "/a").providerMessage().orElseThrow())
        .contains("no such id");
  }

  @Test
  void aFileOfTheVendorsStreamsThrough() throws IOException {
    vendor.answers =
        _ ->
            new Reply(
                200,
                Map.of(
                    "Content-Type",
                    "text/plain",
                    "Content-Disposition",
                    "attachment; filename=\"a.txt\""),
                "{not json");
    TestInstance instance =
        instance(
            """
            {'path': '/hubs/social/a', 'response': {'contentType': 'application/octet-stream'}},
            {'path': '/hubs/social/b', 'parameters': [{'name': 'true', 'type': 'value',
              'vendorName': 'Elements-Stream', 'vendorType': 'header'}]}\
            """);

    for (String path : List.of("/a", "/b")) {
      HubAnswer.Content file = (HubAnswer.Content) get(instance, path).body();
      try (InputStream content = file.content()) {
        assertThat(content).hasContent("{not json");
      }
      assertThat(file.type()).isEqualTo("text/plain");
      assertThat(file.fileName()).isEqualTo("a.txt");
    }
    vendor.answers = _ -> Reply.json(404, "gone");
    assertThat(refused(404, instance, "/a").providerMessage()).contains("gone");
  }

  @Test
  void aTextOfTheVendorsIsAText() {
    vendor.answers = _ -> new Reply(200, Map.of("Content-Type", "text/csv"), "a,b\n1,2");

    assertThat(json(get(instance("{'path': '/hubs/social/a'}"), "/a"))).isEqualTo("'a,b\\n1,2'");
  }

  private TestInstance posting(String... parameters) {
    return instance(
        "{'path': '/hubs/social/a', 'method': 'POST', 'vendorPath': '/a', 'parameters': ["
            + String.join(",", parameters)
            + "]}");
  }

  private void call(TestInstance instance, String json, String... query) {
    HubCall plain = DeclaredTest.call("POST", "/a", query);
    engine.call(
        instance,
        new HubCall("POST", "/a", plain.query(), Map.of(), body(json, "application/json").body()));
  }

  private String sent() {
    return vendor.last().body().replace('"', '\'');
  }

  private String boundary() {
    String type = vendor.last().headers().get("Content-Type");
    assertThat(type).startsWith("multipart/form-data; boundary=");
    return type.substring(type.indexOf('=') + 1);
  }

  private static HubCall body(String content, String type) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new HubCall(
        "POST",
        "/a",
        Map.of(),
        Map.of(),
        new HubCall.Body(new ByteArrayInputStream(bytes), bytes.length, type));
  }

  private static HubCall multipart(String... parts) {
    return body(String.join("", parts) + "--B--\r\n", "multipart/form-data; boundary=B");
  }

  private static String part(String disposition, String type, String content) {
    return "--B\r\nContent-Disposition: form-data; "
        + disposition
        + (type.isEmpty() ? "" : "\r\nContent-Type: " + type)
        + "\r\n\r\n"
        + content
        + "\r\n";
  }
}
