package dev.valence.sandbox.microsoft;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The conversion of lines of text to PDF: of the files that the vendor converts, the only ones that
 * are text. What a Western European text cannot hold becomes a question mark.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/driveitem-get-content-format">Download a file
 *     in another format</a>
 */
final class TextPdf {

  private static final int LINES_PER_PAGE = 60;

  /** The first objects are the catalog, the list of pages and the font. */
  private static final int OBJECTS_BEFORE_PAGES = 3;

  private TextPdf() {}

  static boolean canBeMadeOf(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  static byte[] of(Path file) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    List<String> contents = new ArrayList<>();
    for (int start = 0; start == 0 || start < lines.size(); start += LINES_PER_PAGE) {
      contents.add(page(lines.subList(start, Math.min(start + LINES_PER_PAGE, lines.size()))));
    }
    return write(contents);
  }

  private static String page(List<String> lines) {
    StringBuilder text = new StringBuilder("BT /F1 10 Tf 12 TL 50 790 Td\n");
    for (String line : lines) {
      text.append('(').append(line.replaceAll("[\\\\()]", "\\\\$0")).append(") Tj T*\n");
    }
    return text.append("ET").toString();
  }

  private static byte[] write(List<String> contents) throws IOException {
    List<String> objects = new ArrayList<>();
    StringBuilder kids = new StringBuilder();
    for (int page = 0; page < contents.size(); page++) {
      kids.append(OBJECTS_BEFORE_PAGES + 1 + 2 * page).append(" 0 R ");
    }
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add(
        "<< /Type /Pages /Count "
            + contents.size()
            + " /Kids [ "
            + kids.toString().strip()
            + " ] >>");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
    for (String content : contents) {
      objects.add(
          "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Resources << /Font << /F1 3 0 R"
              + " >> >> /Contents "
              + (objects.size() + 2)
              + " 0 R >>");
      objects.add("<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream");
    }
    return withTable(objects);
  }

  /** The file with the table of where its objects are. */
  private static byte[] withTable(List<String> objects) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    out.write(latin("%PDF-1.4\n"));
    for (int number = 1; number <= objects.size(); number++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", out.size()));
      out.write(latin(number + " 0 obj\n" + objects.get(number - 1) + "\nendobj\n"));
    }
    int start = out.size();
    int size = objects.size() + 1;
    out.write(latin("xref\n0 " + size + "\n" + table));
    out.write(
        latin("trailer << /Size " + size + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n"));
    return out.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
