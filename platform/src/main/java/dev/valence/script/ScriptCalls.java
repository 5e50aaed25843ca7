package dev.valence.script;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.egress.EgressException;
import dev.valence.egress.EgressRequest;
import dev.valence.egress.EgressResponse;
import dev.valence.egress.Sender;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the HTTP calls of scripts, by the sender that each run was given. */
final class ScriptCalls {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  /** What the connection decides. Scripts that were written for Node set some of them. */
  private static final Set<String> DROPPED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "transfer-encoding");

  private final Sender sender;
  private final int largestBody;

  /**
   * @param largestBody the largest body of an answer in bytes
   */
  ScriptCalls(Sender sender, int largestBody) {
    this.sender = sender;
    this.largestBody = largestBody;
  }

  /**
   * Makes a call.
   *
   * @param description method, url, headers and body as JSON
   * @return status, headers and body as JSON, or the error
   * @throws RuntimeException what the sender throws other than that there is no answer
   */
  String make(String description) {
    try {
      JsonNode call = JSON.readTree(description);
      try (EgressResponse response = sender.send(request(call))) {
        return answer(response).toString();
      }
    } catch (EgressException e) {
      return error(String.valueOf(e.getMessage()), "E" + e.kind());
    } catch (IllegalArgumentException | JacksonException e) {
      return error("The request has no proper URL, method or headers.", "EINVALID");
    }
  }

  private static EgressRequest request(JsonNode call) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : call.path("headers").properties()) {
      if (!DROPPED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        headers.put(header.getKey(), header.getValue().asText());
      }
    }
    EgressRequest request =
        new EgressRequest(
            call.path("method").asText(), URI.create(call.path("url").asText()), headers, null);
    JsonNode body = call.path("body");
    return body.isTextual()
        ? request.withBody(EgressRequest.Body.text(body.textValue(), ""))
        : request;
  }

  private ObjectNode answer(EgressResponse response) {
    ObjectNode answer = JSON.createObjectNode().put("status", response.status());
    ObjectNode headers = answer.putObject("headers");
    response
        .headers()
        .forEach((name, values) -> {
          if (name.equals("set-cookie")) {
            values.forEach(headers.withArray("/set-cookie")::add);
          } else {
            headers.put(name, String.join(", ", values));
          }
        });
    Charset charset = charset(response.header("content-type").orElse(""));
    return answer.put("body", new String(response.readAll(largestBody), charset));
  }

  private static Charset charset(String contentType) {
    Matcher matcher = CHARSET.matcher(contentType);
    try {
      return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static String error(String message, String code) {
    return JSON.createObjectNode().put("error", message).put("code", code).toString();
  }
}
