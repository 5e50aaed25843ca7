package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {

  @Test
  void anEnvelopeKeepsItsPrefixesAndItsNamespaces() {
    String envelope =
        """

        <?xml version="1.0"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <!-- a comment -->
          <soap:Body xsi:type="reply">
            <r:person xmlns="urn:x"><name>Ada &amp; Bob</name><age>36</age></r:person>
          </soap:Body>
        </soap:Envelope>
        """;

    assertThat(read(envelope))
        .isEqualTo(
            json(
                """
                {'soap:Envelope': {
                  '@xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/',
                  '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
                  'soap:Body': {
                    '@xsi:type': 'reply',
                    'r:person': {'@xmlns': 'urn:x', 'name': 'Ada & Bob', 'age': 36}}}}
                """));
  }

  @Test
  void repeatedElementsAreAListAndSingleOnesAreNot() {
    assertThat(read("<l><a>1</a><b/><a>2</a><a><c>x</c></a></l>"))
        .isEqualTo(json("{'l': {'a': [1, 2, {'c': 'x'}], 'b': null}}"));
  }

  @Test
  void textBesideAttributesAndElementsHasAMemberOfItsOwn() {
    assertThat(read("<l><t id='7'>5</t><e id='8'/><m>a<b/>c</m></l>"))
        .isEqualTo(
            json(
                "{'l': {'t': {'@id': '7', '$': 5}, 'e': {'@id': '8'},"
                    + " 'm': {'b': null, '$': 'ac'}}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "' 42 ', 42",
    "-7, -7",
    "1.50, 1.50",
    "0.25, 0.25",
    "123456789012345, 123456789012345",
    "true, true",
    "' false', false",
    "'', null",
    "' ', null"
  })
  void numbersAndBooleansAreConverted(String text, String expected) {
    assertThat(read("<v>" + text + "</v>").path("v").toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007",
        "-01",
        "1234567890123456",
        "1e5",
        "+1",
        ".5",
        "5.",
        "0x10",
        "1,000",
        "TRUE",
        "True",
        "yes",
        "NaN",
        "null",
        "1 2",
        "- 1",
        " padded "
      })
  void whatMightLoseSomethingStaysText(String text) {
    assertThat(read("<v>" + text + "</v>").path("v").textValue()).isEqualTo(text);
  }

  @Test
  void entitiesAndSectionsAreText() {
    assertThat(read("<v a='&lt;&#65;'>&lt;x&gt;&amp;&#x20AC;<![CDATA[<y/>]]></v>"))
        .isEqualTo(json("{'v': {'@a': '<A', '$': '<x>&€<y/>'}}"));
  }

  @Test
  void theDeclarationOrTheMarkNamesTheCharacterSet() {
    assertThat(read("<?xml version='1.0' encoding='ISO-8859-1'?><v>ä</v>", "ISO-8859-1"))
        .isEqualTo(json("{'v': 'ä'}"));
    assertThat(read("<?xml version='1.0' encoding='UTF-16'?><v>ä</v>", "UTF-16"))
        .isEqualTo(json("{'v': 'ä'}"));
    assertThat(read("\uFEFF<v>ä😀</v>", "UTF-8")).isEqualTo(json("{'v': 'ä😀'}"));
    assertThat(Xml.read("<v>ä</v>".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "text",
        "{\"a\": 1}",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>text",
        "<a b='1' b='2'/>",
        "<a b=1/>",
        "<a>&unknown;</a>",
        "<a>\u0001</a>",
        "<a>&#0;</a>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a SYSTEM 'x.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"
      })
  void whatIsMalformedOrDeclaresATypeIsNothing(String text) {
    assertThat(Xml.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void bombsAreNothing() {
    String laughs =
        """
        <!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
        <l>&c;</l>\
        """;
    for (String bomb :
        new String[] {
          laughs, "<a>".repeat(300) + "</a>".repeat(300), "<l>" + "<a/>".repeat(1_000_001) + "</l>"
        }) {
      assertThat(Xml.read(bomb.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
    assertThat(read("<a>".repeat(190) + "</a>".repeat(190)).path("a").isObject()).isTrue();
    assertThat(read("<l>" + "<a/>".repeat(900_000) + "</l>").path("l").path("a")).hasSize(900_000);
  }

  @Test
  void nothingIsFetchedForAnEntity() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
      for (String document :
          new String[] {
            "<!DOCTYPE a SYSTEM '" + url + "'><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM '" + url + "'>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY % x SYSTEM '" + url + "'>%x;]><a/>"
          }) {
        assertThat(Xml.read(document.getBytes(StandardCharsets.UTF_8))).isEmpty();
      }
      assertThat(calls).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aDocumentIsWrittenAsItIsRead() {
    JsonNode document =
        json(
            """
            {'s:Envelope': {
              '@xmlns:s': 'urn:x', '@a': 'q"\u00e4<&',
              'list': [1, true, null, {'@id': '1', '$': 'x'}],
              'empty': {}, 'text': '<&>\u20ac', 'number': 1.50, 'none': []}}
            """);

    String text = Xml.write(document);

    assertThat(text)
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>\
            <s:Envelope xmlns:s="urn:x" a="q&quot;ä&lt;&amp;">\
            <list>1</list><list>true</list><list/><list id="1">x</list>\
            <empty/><text>&lt;&amp;&gt;€</text><number>1.50</number></s:Envelope>\
            """);
    assertThat(read(text))
        .isEqualTo(
            json(
                """
                {'s:Envelope': {
                  '@xmlns:s': 'urn:x', '@a': 'q"ä<&',
                  'list': [1, true, null, {'@id': '1', '$': 'x'}],
                  'empty': null, 'text': '<&>€', 'number': 1.50}}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "'x'",
        "{'a': 1, 'b': 2}",
        "{'a': [1, 2]}",
        "{'a b': 1}",
        "{'a': {'b/><c': 1}}",
        "{'a': {'@x=\\'1\\' y': 1}}",
        "{'a': {'': 1}}",
        "{'a': {'1': 1}}",
        "{'a': {'a:b:c': 1}}",
        "{'a': {'@b': {}}}",
        "{'a': {'$': [1]}}"
      })
  void whatHasNoFormInXmlIsRefused(String document) {
    JsonNode node = json(document);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Xml.write(node))
        .withMessageContaining("XML");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    JsonNode deep = json("{'a':".repeat(300) + "1" + "}".repeat(300));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Xml.write(deep))
        .withMessageContaining("nested");
  }

  @Test
  void valuesAreEscapedUnlessTheyAreXml() {
    assertThat(Xml.escape("a < b & 'c' > \"d\""))
        .isEqualTo("a &lt; b &amp; &apos;c&apos; &gt; &quot;d&quot;");
    assertThat(Xml.escape("x\u0000y")).isEqualTo("x\uFFFDy");
    assertThat(Xml.escape("<a>1</a> <b c='2'/>")).isEqualTo("<a>1</a> <b c='2'/>");
    for (String broken :
        new String[] {"<a>", "<a></b>", "</v><x/><v>", "<!DOCTYPE a><a/>", "<>", "<a>&x;</a>"}) {
      assertThat(Xml.escape(broken)).doesNotContain("<").doesNotContain(">");
    }
  }

  private static JsonNode read(String text) {
    return read(text, "UTF-8");
  }

  private static JsonNode read(String text, String charset) {
    return Xml.read(text.getBytes(Charset.forName(charset))).orElseThrow();
  }

  private static JsonNode json(String text) {
    return Json.parse(
            text.replace("\\'", "\u0001")
                .replace('"', '\u0002')
                .replace('\'', '"')
                .replace("\u0002", "\\\"")
                .replace('\u0001', '\'')
                .getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }
}
