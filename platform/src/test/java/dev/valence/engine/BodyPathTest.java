package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.Resource;
import dev.valence.model.ResponseDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPathTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "data, [1]",
        "a.b, 2",
        ".a.b, 2",
        "list[0].x, 3",
        "list.1.x, 4",
        "list[*].x, \"[3,4]\"",
        "list[*], \"[{'x':3},{'x':4}]\"",
        "soap:Envelope.soap:Body, 5",
        "nothing, null"
      })
  void aPlaceIsFound(String path, String found) {
    JsonNode body =
        json(
            "{'data':[1],'a':{'b':2},'list':[{'x':3},{'x':4}],"
                + "'soap:Envelope':{'soap:Body':5},'nothing':null}");

    assertThat(BodyPath.of(path).find(body)).contains(json(found));
  }

  @Test
  void aBareNumberIsAnItem() {
    assertThat(BodyPath.of("[0]").find(json("[7]"))).contains(json("7"));
  }

  @ParameterizedTest
  @CsvSource({"missing", "a.missing", "list[2]", "a[0]", "list.x"})
  void anotherPlaceIsNotThere(String path) {
    assertThat(BodyPath.of(path).find(json("{'a':{'b':2},'list':[{'x':3}]}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "a | {} | {'a':1}",
        "a.b | {'a':{'c':2}} | {'a':{'c':2,'b':1}}",
        "a.b | {'a':'text'} | {'a':{'b':1}}",
        "a[1].b | {} | {'a':[null,{'b':1}]}",
        "a[*].b | {'a':[{'b':0}]} | {'a':[{'b':1}]}"
      },
      delimiter = '|')
  void aValueIsPutThere(String path, String body, String after) {
    ObjectNode changed = (ObjectNode) json(body);

    BodyPath.of(path).put(changed, json("1"));

    assertThat(changed).isEqualTo(json(after));
  }

  @Test
  void aNameThatHasDotsItselfIsFound() {
    assertThat(BodyPath.of("a.b").find(json("{'a.b':1,'a':{'b':2}}"))).contains(json("1"));
  }

  @Test
  void aRootKeyWrapsTheRequestAndUnwrapsTheResponse() {
    RootKey both = RootKey.of(resource("task.data|result.items"));
    assertThat(both.wrap(json("{'a':1}"))).isEqualTo(json("{'task':{'data':{'a':1}}}"));
    assertThat(both.unwrap(json("{'result':{'items':[1]}}"))).contains(json("[1]"));
    assertThat(both.unwrap(json("{'other':1}"))).isEmpty();

    assertThat(RootKey.of(resource("data")).wrap(json("1"))).isEqualTo(json("1"));
    assertThat(RootKey.of(resource("data")).unwrap(json("{'data':2}"))).contains(json("2"));
    assertThat(RootKey.of(resource("data|")).wrap(json("1"))).isEqualTo(json("{'data':1}"));
    assertThat(RootKey.of(resource("data|")).unwrap(json("{'data':2}"))).isEmpty();
    assertThat(RootKey.of(resource("|[0]")).unwrap(json("[3,4]"))).contains(json("3"));
    assertThat(RootKey.of(resource("")).unwrap(json("[3]"))).isEmpty();
  }

  @Test
  void numbersKeepEveryDigit() {
    assertThat(json("[12345678901234567890.10, 1e2]").toString())
        .isEqualTo("[12345678901234567890.10,1E+2]");
    assertThat(Json.parse("{} x".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static Resource resource(String rootKey) {
    Resource plain =
        Resource.ofConnector(
            "id", "", "GET", "/hubs/social/x", List.of(), "", new ResponseDescription("", "", ""));
    return new Resource(
        null,
        null,
        null,
        plain.kind(),
        plain.type(),
        plain.method(),
        plain.path(),
        null,
        null,
        List.of(),
        List.of(),
        rootKey,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false);
  }
}
