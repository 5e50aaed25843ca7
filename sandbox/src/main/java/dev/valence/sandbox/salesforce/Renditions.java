package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import io.vertx.core.buffer.Buffer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * {@code rendition} and {@code previews}: small pictures of pictures. Of other files there are
 * none.
 */
final class Renditions {

  private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  /** The boxes that pictures are made to fit into, by the names of the renditions. */
  private record Size(String format, int width, int height) {}

  private static final Map<String, Size> SIZES = new LinkedHashMap<>();

  static {
    SIZES.put("THUMB120BY90", new Size("tiny-thumbnail", 120, 90));
    SIZES.put("THUMB240BY180", new Size("thumbnail", 240, 180));
    SIZES.put("THUMB720BY480", new Size("big-thumbnail", 720, 480));
  }

  private final ContentBytes bytes;

  Renditions(ContentBytes bytes) {
    this.bytes = bytes;
  }

  /** Whether there are renditions of a version. */
  static boolean isImage(ObjectNode version) {
    String extension = version.get("FileExtension").textValue();
    return extension != null && IMAGES.contains(extension);
  }

  /** A rendition of a version by its type. */
  Answer rendition(ObjectNode version, @Nullable String type) throws IOException {
    String asked = type == null ? "THUMB120BY90" : type.toUpperCase(Locale.ROOT);
    Size size = SIZES.get(asked);
    if (size == null && !asked.equals("PDF")) {
      throw new RestException(
          400, "ILLEGAL_QUERY_PARAMETER_VALUE", "Illegal value '" + type + "' for type");
    }
    BufferedImage image =
        size == null || !isImage(version)
            ? null
            : ImageIO.read(bytes.of(version.get("Id").textValue()).file().toFile());
    if (size == null || image == null) {
      throw new RestException(
          404, "NOT_FOUND", "The rendition is not available for this file: " + asked);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(scaled(image, size), "png", out);
    return new Answer(
        200,
        Map.of("Content-Type", "image/png"),
        new Answer.Content.Bytes(Buffer.buffer(out.toByteArray())));
  }

  /** What there is of a version. */
  ObjectNode previews(String url, ObjectNode version) {
    String number = version.get("VersionNumber").textValue();
    ObjectNode answer =
        Json.object()
            .put("fileId", version.get("ContentDocumentId").textValue())
            .put("url", url + "?versionNumber=" + number);
    ArrayNode previews = answer.putArray("previews");
    SIZES.forEach((type, size) -> {
      ObjectNode preview =
          previews
              .addObject()
              .put("format", size.format())
              .put("status", isImage(version) ? "Success" : "NotAvailable")
              .put("url", url + "/" + size.format() + "?versionNumber=" + number);
      ArrayNode urls = preview.putArray("previewUrls");
      if (isImage(version)) {
        urls.addObject()
            .put("pageNumber", 1)
            .put(
                "previewUrl",
                url.replace("/previews", "/rendition")
                    + "?type="
                    + type
                    + "&versionNumber="
                    + number);
      }
    });
    return answer;
  }

  private static BufferedImage scaled(BufferedImage image, Size size) {
    double factor =
        Math.min(
            1.0,
            Math.min(
                (double) size.width() / image.getWidth(),
                (double) size.height() / image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }
}
