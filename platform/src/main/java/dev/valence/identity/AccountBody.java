package dev.valence.identity;

import dev.valence.http.PlainText;
import dev.valence.model.ApiException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of an account (contract, platform 1.4).
 *
 * @param externalId the application's own id of it
 * @param name without it, the same as externalId
 * @param description without it, the same as externalId
 * @param active whether its users can call; absent changes nothing
 */
public record AccountBody(
    @Nullable String externalId,
    @Nullable String name,
    @Nullable String description,
    @Nullable Boolean active) {

  private static final int LONGEST = 1000;

  public AccountBody {
    externalId = PlainText.of(externalId);
    name = PlainText.of(name);
    description = PlainText.of(description);
  }

  /**
   * All of an account: what is left out is the same as the externalId.
   *
   * @throws ApiException 400 that names every fault
   */
  AccountBody whole() {
    check(externalId == null);
    String id = Objects.requireNonNull(externalId);
    return new AccountBody(
        id, isGiven(name) ? name : id, isGiven(description) ? description : id, active);
  }

  /**
   * A part of an account: what is left out stays.
   *
   * @throws ApiException 400 that names every fault
   */
  AccountBody part() {
    check(false);
    return new AccountBody(externalId, isGiven(name) ? name : null, description, active);
  }

  private void check(boolean missing) {
    List<String> faults =
        Stream.of(
                fault("externalId is missing.", missing || "".equals(externalId)),
                fault("externalId is too long.", isLong(externalId)),
                fault("name is too long.", isLong(name)),
                fault("description is too long.", isLong(description)))
            .flatMap(fault -> fault)
            .toList();
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }

  private static Stream<String> fault(String sentence, boolean there) {
    return there ? Stream.of(sentence) : Stream.empty();
  }

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private static boolean isLong(@Nullable String text) {
    return text != null && text.length() > LONGEST;
  }
}
