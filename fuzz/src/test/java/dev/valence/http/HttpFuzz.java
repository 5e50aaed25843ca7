package dev.valence.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers send, as far as the edge itself reads it. */
public class HttpFuzz {

  private static final SignedTokens TOKENS = new SignedTokens(new byte[32]);
  private static final SignedTokens OTHER_TOKENS = new SignedTokens("x".repeat(32).getBytes(UTF_8));

  @ValueSource(
      strings = {
        "User u, Organization o",
        "organization o,USER u",
        "User u, Element t",
        "Your_mom t, User u, Token t",
        "Bearer b",
        "  User   u ,, Organization o  "
      })
  @FuzzTest
  public void authorizationIsReadOrRefused(@NotNull String header) {
    Credentials credentials;
    try {
      credentials = Credentials.parse(header);
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isEqualTo(401);
      assertThat(refusal.message()).doesNotContain("\n").hasSizeLessThan(100);
      return;
    }
    Stream.of(
            credentials.user(),
            credentials.organization(),
            credentials.element(),
            credentials.bearer())
        .filter(Objects::nonNull)
        .map(Secret::reveal)
        .forEach(value -> {
          assertThat(header).contains(value);
          assertThat(value.chars()).noneMatch(one -> one <= ' ' || one == ',');
        });
  }

  @ValueSource(
      strings = {
        "/elements/api-v2/instances/1",
        "/your_moms/api-v2//your_moms/key/your_moms/",
        "/elements/api-v2/hubs/crm/your_moms",
        "/elements/api-v2/%2e%2e/x",
        "//elements//api-v2",
        "/"
      })
  @FuzzTest
  public void aPathInTheCodesWordsStaysAsItIs(@NotNull String path) {
    RequestPath.of(path)
        .ifPresent(read -> {
          assertThat(read.path()).startsWith(RequestPath.BASE).doesNotContain("//");
          assertThat(RequestPath.of(read.path()))
              .hasValueSatisfying(again -> assertThat(again.path()).isEqualTo(read.path()));
        });
  }

  @ValueSource(strings = {"", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a.b", "%20"})
  @FuzzTest
  public void aTokenOfAPageOpensForItsListAndInstallationOnly(@NotNull String text) {
    String token = TOKENS.wrap("/instances", text);

    assertThat(TOKENS.unwrap("/instances", token))
        .contains(new String(text.getBytes(UTF_8), UTF_8));
    assertThat(TOKENS.unwrap("/elements", token)).isEmpty();
    assertThat(OTHER_TOKENS.unwrap("/instances", token)).isEmpty();
    assertThat(TOKENS.unwrap("/instances", text)).isEmpty();
  }

  static Stream<byte[]> multipartBodies() {
    return Stream.of(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhi\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed;"
                + " boundary=c\r\n\r\n--c\r\nContent-Disposition: attachment; filename*=UTF-8''x\r\n"
                + "\r\n1\r\n--c--\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\0b\"\r\n\r\n\r\n--b--",
            "preamble\r\n--b\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data;\r\n name=x\r\n\r\n--b\r\n--b")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("multipartBodies")
  @FuzzTest
  public void aMultipartBodyIsReadOrBroken(byte @NotNull [] body) {
    try {
      FileItemInputIterator parts =
          MultipartParts.of(
              new ByteArrayInputStream(body), body.length, "multipart/form-data; boundary=b");
      while (parts.hasNext()) {
        FileItemInput part = parts.next();
        byte[] content = part.getInputStream().readAllBytes();
        assertThat(content.length).isLessThan(body.length);
        assertThat(name(part)).doesNotContain("\0");
      }
    } catch (IOException broken) {
      assertThat(broken.getMessage()).isNotNull();
    }
  }

  private static String name(FileItemInput part) {
    try {
      return Objects.requireNonNullElse(MultipartParts.fileName(part), "");
    } catch (ApiException refusal) {
      assertThat(refusal.status()).isEqualTo(400);
      return "";
    }
  }

  @ValueSource(
      strings = {
        "multipart/form-data; boundary=\"b\"",
        "multipart/form-data; charset=x; boundary=",
        "multipart/form-data; boundary=b; boundary=c",
        "multipart/mixed; boundary*=UTF-8''b",
        "multipart/"
      })
  @FuzzTest
  public void theTypeOfAMultipartBodyIsReadOrBroken(@NotNull String type) {
    byte[] body =
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--".getBytes(UTF_8);
    try {
      FileItemInputIterator parts =
          MultipartParts.of(new ByteArrayInputStream(body), body.length, type);
      while (parts.hasNext()) {
        parts.next().getInputStream().readAllBytes();
      }
    } catch (IOException broken) {
      assertThat(broken.getMessage()).isNotNull();
    }
  }
}
