package dev.valence.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.model.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What elements say of bodies, what callers send and what vendors answer. */
public class EngineFuzz {

  static Stream<Arguments> places() {
    return Stream.of(
        arguments("a.b[0].c", "{\"a\": {\"b\": [{\"c\": 1}]}}"),
        arguments("[*].id", "[{\"id\": 1}, {\"id\": null}, 5]"),
        arguments(".items.0", "{\"items\": [[]]}"),
        arguments("a.b", "{\"a.b\": {}}"),
        arguments("a[999].b", "{}"));
  }

  @MethodSource("places")
  @FuzzTest
  public void aRootKeyFindsOrFindsNothing(@NotNull String place, @NotNull String json) {
    Optional<JsonNode> body = Json.parse(json.getBytes(UTF_8));
    for (String part : place.split("\\|", 2)) {
      BodyPath path = BodyPath.of(part);
      body.ifPresent(path::find);
      JsonNode root = new RootKey(path, path).wrap(TextNode.valueOf("v"));
      if (!path.steps().isEmpty()) {
        assertThat(new RootKey(path, path).unwrap(root))
            .satisfiesAnyOf(
                found -> assertThat(found).contains(TextNode.valueOf("v")),
                _ -> assertThat(path.steps()).contains("*"));
      }
      body.filter(ObjectNode.class::isInstance)
          .map(ObjectNode.class::cast)
          .ifPresent(object -> path.put(object, TextNode.valueOf("v")));
    }
    NextPageKey.of(place)
        .ifPresent(key -> body.ifPresent(answer -> key.find(VendorAnswer.of(200, answer))));
  }

  @ValueSource(
      strings = {
        "<a xmlns:b='c' b:d=\"1\">x<e/>&lt;<e>2</e><![CDATA[ ]]></a>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<?xml version='1.0' encoding='UTF-16'?><a/>",
        "{\"a\": [1.50, 1e400, -0, null, {\"b\": \"\\ud800\"}]}",
        "\u00ef\u00bb\u00bf[]"
      })
  @FuzzTest
  public void aVendorsBodyIsReadOrNone(@NotNull String text) {
    Json.parse(text.getBytes(UTF_8)).ifPresent(value -> assertThat(Json.text(value)).isNotNull());
    Xml.read(text.getBytes(UTF_8))
        .ifPresent(document -> {
          String written;
          try {
            written = Xml.write(document);
          } catch (IllegalArgumentException unsayable) {
            assertThat(unsayable.getMessage()).isNotBlank();
            return;
          }
          Optional<JsonNode> again = Xml.read(written.getBytes(UTF_8));
          assertThat(again).as(written).isPresent();
          assertThat(Xml.write(again.orElseThrow())).isEqualTo(written);
        });
    Xml.escape(text);
  }

  static Stream<Arguments> bodies() {
    String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n";
    return Stream.of(
        arguments("application/json", "{\"a\": [1, {}]}".getBytes(UTF_8)),
        arguments("application/x-www-form-urlencoded", "a=1&b=%C3%A4&=&c".getBytes(UTF_8)),
        arguments(
            "multipart/form-data; boundary=b",
            (part.formatted("a", "", "1")
                    + part.formatted("file", "; filename=\"x.txt\"", "hi")
                    + part.formatted("more", "; filename=\"y\"", "")
                    + "--b--\r\n")
                .getBytes(UTF_8)),
        arguments("text/plain", "hello".getBytes(UTF_8)));
  }

  @MethodSource("bodies")
  @FuzzTest
  public void aCallersBodyIsReadOrRefused(@NotNull String type, byte @NotNull [] content) {
    refusedAtMost(() -> body(type, content).value());
    refusedAtMost(() -> body(type, content).json());
    refusedAtMost(() -> body(type, content).fields());
    refusedAtMost(() -> {
      CallBody.Parts parts = body(type, content).parts();
      FileItemInput next = parts.next();
      while (next != null) {
        CallBody.file(next).content().readAllBytes();
        next = parts.next();
      }
    });
    refusedAtMost(() -> {
      UploadedFile file = UploadedFile.of(sent(type, content));
      assertThat(file.content().readAllBytes().length).isLessThanOrEqualTo(content.length);
    });
  }

  static Stream<Arguments> templates() {
    return Stream.of(
        arguments("https://${a}.example/{b}?c=%zz", "v"),
        arguments("https://a.example/{b}?c=1#d", "v"),
        arguments("CE.b64(${configuration.a}:x) CE.hmacSha256Hex(k, ${a})", "$1\\"),
        arguments("CE.decode64(a) CE.md5() CE.randomString() ${ }", ""));
  }

  @MethodSource("templates")
  @FuzzTest
  public void aTemplateIsFilledAndAUrlIsOne(@NotNull String template, @NotNull String value) {
    String filled =
        Template.fill(template, key -> key.isEmpty() ? Optional.empty() : Optional.of(value));
    String url = VendorUrl.fill("https://vendor.example/{a}/", Map.of("a", filled));
    try {
      URI uri = VendorUrl.of(VendorUrl.join(url, template), Map.of("q", List.of(value)));
      assertThat(uri.getRawQuery()).contains("q=" + VendorUrl.encoded(value));
    } catch (IllegalArgumentException noUrl) {
      assertThat(noUrl.getMessage()).isNotNull();
    }
  }

  /** What a test does with a body. */
  private interface Reading {

    void read() throws IOException;
  }

  private static void refusedAtMost(Reading reading) {
    try {
      reading.read();
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isIn(400, 413);
    } catch (IOException brokenOff) {
      assertThat(brokenOff.getMessage()).isNotNull(); // the edge answers it with 400
    }
  }

  private static CallBody body(String type, byte[] content) {
    return new CallBody(sent(type, content));
  }

  private static HubCall.Body sent(String type, byte[] content) {
    return new HubCall.Body(new ByteArrayInputStream(content), content.length, type);
  }
}
