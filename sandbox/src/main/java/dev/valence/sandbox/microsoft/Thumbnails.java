package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Small images of files that are images; other files have none here.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/driveitem-list-thumbnails">List
 *     thumbnails</a>
 */
final class Thumbnails {

  private static final Pattern CUSTOM = Pattern.compile("c(\\d{1,4})x(\\d{1,4})(_crop)?");
  private static final String SET = "0";

  /** The sizes that every set has. */
  private static final Map<String, Size> STANDARD = new LinkedHashMap<>();

  static {
    STANDARD.put("small", new Size(96, 96, true));
    STANDARD.put("medium", new Size(176, 176, false));
    STANDARD.put("large", new Size(800, 800, false));
  }

  /**
   * A size to bring an image to.
   *
   * @param crop whether the size is filled, and what is too much cut off; otherwise it is the most
   */
  private record Size(int width, int height, boolean crop) {

    static Optional<Size> of(String name) {
      Matcher custom = CUSTOM.matcher(name);
      return custom.matches()
          ? Optional.of(
              new Size(
                  Math.max(1, Integer.parseInt(custom.group(1))),
                  Math.max(1, Integer.parseInt(custom.group(2))),
                  custom.group(3) != null))
          : Optional.ofNullable(STANDARD.get(name));
    }

    double factor(int fromWidth, int fromHeight) {
      double across = (double) width / fromWidth;
      double down = (double) height / fromHeight;
      return crop ? Math.max(across, down) : Math.min(1, Math.min(across, down));
    }

    /** The size that an image comes to have. */
    Dimension of(int fromWidth, int fromHeight) {
      double factor = factor(fromWidth, fromHeight);
      return crop
          ? new Dimension(width, height)
          : new Dimension(
              Math.max(1, (int) Math.round(fromWidth * factor)),
              Math.max(1, (int) Math.round(fromHeight * factor)));
    }
  }

  private Thumbnails() {}

  /** Answers a call for the sets of an item, one of them, one image of it, or its bytes. */
  static Answer answer(DriveCall call) throws IOException {
    call.require("GET");
    List<String> parts = call.action();
    Item item = call.node().item();
    if (parts.size() == 1) {
      ObjectNode body = Json.object();
      body.set("value", sets(call.json(), item, call.query().get("select")));
      return Answer.json(200, body);
    }
    ArrayNode sets =
        sets(call.json(), item, parts.size() > 2 ? parts.get(2) : call.query().get("select"));
    if (sets.isEmpty() || !parts.get(1).equals(SET)) {
      throw ApiException.notFound();
    }
    if (parts.size() == 2) {
      return Answer.json(200, sets.get(0));
    }
    if (!sets.get(0).has(parts.get(2))) {
      throw ApiException.notFound();
    }
    if (parts.size() == 3) {
      return Answer.json(200, sets.get(0).path(parts.get(2)));
    }
    if (parts.size() > 4 || !parts.get(3).equals("content")) {
      throw ApiException.invalidRequest(
          "Resource not found for the segment '" + parts.get(3) + "'.");
    }
    return Answer.redirect(call.json().downloadUrl(item, Rendition.thumbnail(parts.get(2))));
  }

  /**
   * The sets of images of an item: one or none.
   *
   * @param select names of sizes with commas between; null for the standard ones
   */
  static ArrayNode sets(DriveJson json, Item item, @Nullable String select) throws IOException {
    ArrayNode sets = Json.MAPPER.createArrayNode();
    BufferedImage image = item.content() == null ? null : read(item.latest().content().file());
    if (image == null) {
      return sets;
    }
    ObjectNode set = sets.addObject().put("id", SET);
    Iterable<String> names =
        select == null ? STANDARD.keySet() : List.of(select.strip().split("\\s*,\\s*", -1));
    for (String name : names) {
      Size.of(name)
          .map(size -> size.of(image.getWidth(), image.getHeight()))
          .ifPresent(size ->
              set.putObject(name)
                  .put("height", size.height)
                  .put("width", size.width)
                  .put("url", json.downloadUrl(item, Rendition.thumbnail(name))));
    }
    return sets;
  }

  /** The bytes of a small image as JPEG. */
  static byte[] render(Path file, String sizeName) throws IOException {
    BufferedImage image = read(file);
    Size size = Size.of(sizeName).orElseThrow(ApiException::notFound);
    if (image == null) {
      throw ApiException.notFound();
    }
    Dimension target = size.of(image.getWidth(), image.getHeight());
    double factor = size.factor(image.getWidth(), image.getHeight());
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    BufferedImage small =
        new BufferedImage(target.width, target.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        image,
        (target.width - width) / 2,
        (target.height - height) / 2,
        width,
        height,
        Color.WHITE,
        null);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(small, "jpeg", out);
    return out.toByteArray();
  }

  private static @Nullable BufferedImage read(Path file) throws IOException {
    try {
      return ImageIO.read(file.toFile());
    } catch (IIOException e) {
      return null; // it begins like an image only
    }
  }
}
