package dev.valence.descriptions;

import dev.valence.model.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a document: in UTF-16 or UTF-32 if it says so by its first bytes, else in UTF-8. */
final class DocumentText {

  /** What an XML document says of itself; a document that says so is ASCII until there. */
  private static final Pattern XML_ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private DocumentText() {}

  /**
   * The text, without a byte order mark.
   *
   * @throws ApiException 400 when the bytes are no text
   */
  static String of(byte[] document) {
    Charset charset = charset(document);
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(document))
              .toString();
      String marked = text.startsWith("\ufeff") ? text.substring(1) : text;
      if (marked.isBlank()) {
        throw ApiException.badRequest("The document is empty.");
      }
      return marked;
    } catch (CharacterCodingException e) {
      throw ApiException.badRequest("The document is not a text in " + charset.name() + ".");
    }
  }

  private static Charset charset(byte[] document) {
    int first = document.length > 1 ? ((document[0] & 0xff) << 8) | (document[1] & 0xff) : 0;
    if (first == 0xfeff || first == 0xfffe) {
      return StandardCharsets.UTF_16;
    }
    String start =
        new String(document, 0, Math.min(document.length, 200), StandardCharsets.ISO_8859_1);
    Matcher declared = XML_ENCODING.matcher(start);
    try {
      return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw ApiException.badRequest("The encoding '" + declared.group(1) + "' is not known.");
    }
  }
}
