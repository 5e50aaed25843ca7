package dev.valence.egress;

import dev.valence.egress.Deadlines.Deadline;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A body of which the provider has to take each piece in time. The time that the body's source
 * needs is not the provider's.
 */
final class TimedEntity extends HttpEntityWrapper {

  private static final int PIECE = 16 * 1024;

  private final Deadline deadline;

  TimedEntity(HttpEntity entity, Deadline deadline) {
    super(entity);
    this.deadline = deadline;
  }

  @Override
  public void writeTo(OutputStream sink) throws IOException {
    super.writeTo(
        new FilterOutputStream(sink) {

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
              deadline.restart();
              out.write(bytes, offset + done, Math.min(PIECE, length - done));
            }
            deadline.pause();
          }
        });
    deadline.restart();
  }
}
