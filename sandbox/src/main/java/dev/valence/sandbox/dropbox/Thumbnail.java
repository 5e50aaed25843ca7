package dev.valence.sandbox.dropbox;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * How an image is made smaller.
 *
 * @param format the name of a format of the answer
 * @param box the wanted size
 * @param mode how the image is fitted to it
 */
record Thumbnail(String format, Dimension box, String mode) {

  private static final List<String> FORMATS = List.of("jpeg", "png", "webp");
  private static final List<String> MODES =
      List.of("strict", "bestfit", "fitone_bestfit", "original");
  private static final List<String> SIZES =
      List.of(
          "w32h32",
          "w64h64",
          "w128h128",
          "w256h256",
          "w480h320",
          "w640h480",
          "w960h640",
          "w1024h768",
          "w2048h1536",
          "w3200h2400");
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "tiff", "tif", "gif", "webp", "ppm", "bmp");

  /** Reads the arguments about the form of the image. */
  static Thumbnail read(Arguments arguments) {
    Arguments.Tagged format = arguments.optionalUnion("format", FORMATS);
    Arguments.Tagged size = arguments.optionalUnion("size", SIZES);
    Arguments.Tagged mode = arguments.optionalUnion("mode", MODES);
    arguments.optionalUnion("quality", List.of("quality_80", "quality_90"));
    return new Thumbnail(
        format == null ? "jpeg" : format.tag(),
        box(size == null ? "w64h64" : size.tag()),
        mode == null ? "strict" : mode.tag());
  }

  private static Dimension box(String tag) {
    int height = tag.indexOf('h');
    return new Dimension(
        Integer.parseInt(tag.substring(1, height)), Integer.parseInt(tag.substring(height + 1)));
  }

  /** Whether an image can be expected in a file of that name. */
  static boolean isFor(String path) {
    return EXTENSIONS.contains(PathRules.extension(path));
  }

  /** Whether images can be written in the format; Java has no writer for all of Dropbox's. */
  boolean writable() {
    return ImageIO.getImageWritersByFormatName(format).hasNext();
  }

  /** The bytes of the smaller image; null when the file holds no image. */
  byte @Nullable [] of(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      return null;
    }
    Dimension size = sizeFor(image.getWidth(), image.getHeight());
    boolean opaque = format.equals("jpeg");
    BufferedImage scaled =
        new BufferedImage(
            size.width,
            size.height,
            opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    Graphics2D canvas = scaled.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    if (opaque) {
      canvas.setColor(Color.WHITE);
      canvas.fillRect(0, 0, size.width, size.height);
    }
    canvas.drawImage(image, 0, 0, size.width, size.height, null);
    canvas.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(scaled, format, bytes)) {
      throw new IOException("no writer for " + format);
    }
    return bytes.toByteArray();
  }

  /** The size that an image gets, which is never larger than its own. */
  private Dimension sizeFor(int width, int height) {
    boolean turned = !mode.equals("strict") && (width > height) != (box.width > box.height);
    double across = (turned ? box.height : box.width) / (double) width;
    double down = (turned ? box.width : box.height) / (double) height;
    double scale =
        switch (mode) {
          case "original" -> 1;
          case "fitone_bestfit" -> Math.min(1, Math.max(across, down));
          default -> Math.min(1, Math.min(across, down));
        };
    return new Dimension(
        (int) Math.max(1, Math.round(width * scale)),
        (int) Math.max(1, Math.round(height * scale)));
  }
}
