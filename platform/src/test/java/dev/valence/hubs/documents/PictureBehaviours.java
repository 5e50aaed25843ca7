package dev.valence.hubs.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.engine.HubAnswer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sees of small pictures of files. */
@Needs({DocumentsOperation.THUMBNAIL, DocumentsOperation.UPLOAD})
interface PictureBehaviours extends HubUnderTest {

  @ParameterizedTest
  @ValueSource(strings = {"small", "medium", "LARGE"})
  default void aPictureHasASmallerOne(String size) throws IOException {
    hub().upload("/picture.png", picture(1600, 1200));

    HubAnswer answer = hub().call("GET", "/files/thumbnails", "path", "/picture.png", "size", size);

    HubAnswer.Content content = (HubAnswer.Content) answer.body();
    assertThat(content.type()).startsWith("image/");
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(HubCaller.content(answer)));
    assertThat(small.getWidth()).isLessThan(1600).isGreaterThan(16);
  }

  @Test
  default void thereIsNoPictureOfWhatIsMissing() {
    assertThat(hub().failure("GET", "/files/thumbnails", "path", "/missing.png").status())
        .isEqualTo(404);
  }

  @Test
  default void aSizeThatIsNoneIsRefused() throws IOException {
    hub().upload("/picture.png", picture(16, 16));

    assertThat(
            hub()
                .failure("GET", "/files/thumbnails", "path", "/picture.png", "size", "huge")
                .status())
        .isEqualTo(400);
  }

  private static byte[] picture(int width, int height) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }
}
