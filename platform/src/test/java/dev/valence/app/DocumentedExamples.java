package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of a page of {@code docs}: its blocks of {@code sh}, in their order. A block of
 * {@code json} behind one shows the last answer: what it has, the answer has with the same type; a
 * number behind the word {@code json} is the status, which is 200 otherwise. {@code $ID} is the id
 * of the record that was answered last.
 */
final class DocumentedExamples {

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:\\n?```json *(\\d*)\\n(.*?)^```\\n)?");

  private final Map<String, Supplier<String>> given;
  private final Map<String, String> variables = new HashMap<>();

  /**
   * @param given the variables that a reader brings along, and what stands for people's doing; each
   *     is asked for when it is needed first
   */
  DocumentedExamples(Map<String, Supplier<String>> given) {
    this.given = given;
  }

  /**
   * Runs all of a page.
   *
   * @return how many calls were made
   */
  int run(String page) {
    int calls = 0;
    Matcher block = BLOCK.matcher(text(page));
    while (block.find()) {
      int status =
          Optional.ofNullable(block.group(2))
              .filter(number -> !number.isEmpty())
              .map(Integer::parseInt)
              .orElse(200);
      Answer last = null;
      for (String line : lines(block.group(1))) {
        if (!line.startsWith("#")) {
          ShellCommand command = ShellCommand.parse(line, this::value);
          if (command.isCall()) {
            last = Api.send(command.request());
            calls++;
            assertThat(last.status()).as("%s%n%s", line, last.response().body()).isEqualTo(status);
            remember(last, line);
          }
          if (!command.variable().isEmpty()) {
            variables.put(
                command.variable(),
                command.isCall() ? command.result(last.json()) : command.words().getFirst());
          }
        }
      }
      if (block.group(3) != null) {
        assertThat(last).as(block.group(1)).isNotNull();
        assertShape(last.json(), shown(block.group(3)), block.group(1));
      }
    }
    return calls;
  }

  /** A list, a record, a file, or nothing at all is the answer of a call of a hub. */
  private void remember(Answer answer, String line) {
    if (answer.header("Content-Type").startsWith("application/json")
        && !answer.response().body().isEmpty()) {
      JsonNode json = answer.json();
      assertThat(json.isContainerNode()).as("%s%n%s", line, json).isTrue();
      if (json.path("id").isTextual()) {
        variables.put("ID", json.path("id").asText());
      }
    }
  }

  /** The commands: one that goes on has an indented line behind it. */
  private static List<String> lines(String block) {
    List<String> lines = new ArrayList<>();
    for (String line : block.split("\\n", -1)) {
      if (line.startsWith(" ")) {
        lines.add(lines.removeLast() + " " + line.strip().replaceFirst("\\s*\\\\$", ""));
      } else if (!line.isBlank()) {
        lines.add(line.strip().replaceFirst("\\s*\\\\$", ""));
      }
    }
    return lines;
  }

  String value(String name) {
    return variables.computeIfAbsent(
        name,
        _ ->
            Optional.ofNullable(given.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no variable " + name))
                .get());
  }

  private static void assertShape(JsonNode answer, JsonNode shown, String place) {
    assertThat(answer.getNodeType()).as(place).isEqualTo(shown.getNodeType());
    shown
        .properties()
        .forEach(field ->
            assertShape(
                answer.path(field.getKey()), field.getValue(), place + " / " + field.getKey()));
    if (shown.isArray()) {
      assertThat(answer.size()).as(place).isGreaterThanOrEqualTo(shown.size());
      for (int i = 0; i < shown.size(); i++) {
        assertShape(answer.path(i), shown.path(i), place + " / " + i);
      }
    }
  }

  private static JsonNode shown(String json) {
    try {
      return Api.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String text(String page) {
    try {
      return Files.readString(Path.of("..", "docs", page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
