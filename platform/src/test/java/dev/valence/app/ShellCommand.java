package dev.valence.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a documented example: {@code curl …}, {@code NAME=$(curl … | jq -r .path)} or {@code
 * NAME="text"}. Of a shell's language it knows quotes, variables and lines that go on.
 *
 * @param variable what gets the result, or empty
 * @param words the command's words without quotes; a single one for a text
 * @param path where the result is in the answer, as jq writes it; empty for the whole
 */
record ShellCommand(String variable, List<String> words, String path) {

  private static final String BOUNDARY = "part-of-an-example";
  private static final Pattern CAPTURE =
      Pattern.compile("(?s)([A-Z_]+)=\\$\\((curl .*?)\\s*\\|\\s*jq -r '?([^')]+)'?\\)");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?s)([A-Z_]+)=(.*)");
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");

  /** Reads a line, whose variables have the values that are given. */
  static ShellCommand parse(String line, UnaryOperator<String> variables) {
    Matcher capture = CAPTURE.matcher(line);
    if (capture.matches()) {
      return new ShellCommand(
          capture.group(1), words(capture.group(2), variables), capture.group(3).strip());
    }
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (assignment.matches()) {
      return new ShellCommand(
          assignment.group(1),
          List.of(String.join(" ", words(assignment.group(2), variables))),
          "");
    }
    return new ShellCommand("", words(line, variables), "");
  }

  private static List<String> words(String text, UnaryOperator<String> variables) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(character)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else if (character == '\\' && quote == '"') {
        word.append(text.charAt(++i));
      } else if (character == quote) {
        quote = 0;
      } else if (quote == 0 && (character == '\'' || character == '"')) {
        quote = character;
        begun = true;
      } else if (character == '$' && quote != '\'') {
        Matcher variable = VARIABLE.matcher(text).region(i, text.length());
        if (!variable.lookingAt()) {
          throw new IllegalArgumentException("no variable at " + i + " of " + text);
        }
        word.append(variables.apply(variable.group(1)));
        begun = true;
        i = variable.end() - 1;
      } else {
        word.append(character);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  boolean isCall() {
    return words.getFirst().equals("curl");
  }

  /** The request of a call. */
  HttpRequest request() {
    String method = "";
    String url = "";
    StringBuilder body = new StringBuilder();
    List<String> form = new ArrayList<>();
    boolean inQuery = false;
    List<String> headers = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-X" -> method = words.get(++i);
        case "-G" -> inQuery = true;
        case "-s", "-f", "-sf" -> {} // how much curl tells
        case "-H" -> {
          String header = words.get(++i);
          headers.add(header.substring(0, header.indexOf(':')));
          headers.add(header.substring(header.indexOf(':') + 1).strip());
        }
        case "-F" -> form.add(words.get(++i));
        case "-d" -> body.append(body.isEmpty() ? "" : "&").append(words.get(++i));
        case "--data-urlencode" -> {
          String data = words.get(++i);
          int equals = data.indexOf('=');
          body.append(body.isEmpty() ? "" : "&")
              .append(data, 0, equals + 1)
              .append(URLEncoder.encode(data.substring(equals + 1), StandardCharsets.UTF_8));
        }
        default -> url = words.get(i);
      }
    }
    if (!form.isEmpty()) {
      headers.addAll(List.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
      body.append(multipart(form));
    }
    boolean sends = !inQuery && !body.isEmpty();
    String whole = inQuery ? url + (url.contains("?") ? "&" : "?") + body : url;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(whole))
            .method(
                method.isEmpty() ? (sends ? "POST" : "GET") : method,
                sends ? BodyPublishers.ofString(body.toString()) : BodyPublishers.noBody());
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return request.build();
  }

  /** The parts of a form; a reader's file has its name as its content. */
  private static String multipart(List<String> form) {
    StringBuilder body = new StringBuilder();
    for (String field : form) {
      String name = field.substring(0, field.indexOf('='));
      String value = field.substring(name.length() + 1);
      boolean file = value.startsWith("@");
      String content = file ? value.substring(1) : value;
      body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"".formatted(BOUNDARY, name))
          .append(file ? "; filename=\"%s\"\r\n".formatted(content) : "\r\n")
          .append(file ? "Content-Type: text/plain\r\n\r\n" : "\r\n")
          .append(content)
          .append("\r\n");
    }
    return body.append("--").append(BOUNDARY).append("--\r\n").toString();
  }

  /** What a variable gets of an answer. */
  String result(JsonNode answer) {
    String pointer = path.replaceAll("\\.?\\[(\\d+)]", "/$1").replace('.', '/');
    JsonNode found = answer.at(pointer.equals("/") ? "" : pointer);
    if (found.isMissingNode()) {
      throw new IllegalArgumentException(path + " is not in " + answer);
    }
    return found.isValueNode() ? found.asText() : found.toString();
  }
}
