package dev.valence.instances;

import dev.valence.http.SignedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Links by which anybody gets a file's content without credentials (contract, core 5.1:
 * cloudElementsLink). All that a link says is in its token, which only this installation can make;
 * stored is only when the links to a file were ended.
 */
@ApplicationScoped
class ContentLinks {

  /** How long a link is good for whom nothing else is asked for. */
  static final Duration USUAL = Duration.ofHours(24);

  private static final String PURPOSE = "content-link";
  private static final Pattern TEXT =
      Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)\\.(\\d+)\\.(.+)", Pattern.DOTALL);

  private final SignedTokens tokens;
  private final ContentLinkRepository ends;

  ContentLinks(SignedTokens tokens, ContentLinkRepository ends) {
    this.tokens = tokens;
    this.ends = ends;
  }

  /**
   * A link as it was made.
   *
   * @param token what stands in its URL
   * @param expires until when it is followed
   */
  record Made(String token, Instant expires) {}

  /**
   * What a link leads to.
   *
   * @param organizationId whose instance it is
   * @param instanceId the instance
   * @param itemId the file
   */
  record Target(long organizationId, long instanceId, String itemId) {}

  /**
   * Makes a link to a file's content.
   *
   * @param expires until when it is to be followed; null for the usual time
   */
  Made make(Instance instance, String itemId, @Nullable Instant expires) {
    Instant now = Instant.now();
    Instant end = (expires == null ? now.plus(USUAL) : expires).truncatedTo(ChronoUnit.SECONDS);
    String text =
        Stream.of(instance.organizationId(), instance.id(), now.toEpochMilli(), end.toEpochMilli())
            .map(String::valueOf)
            .collect(Collectors.joining(".", "", "." + itemId));
    return new Made(tokens.wrap(PURPOSE, text), end);
  }

  /** What a link leads to; empty for one that is none, has expired or was ended. */
  Optional<Target> follow(String token) {
    return tokens
        .unwrap(PURPOSE, token)
        .map(TEXT::matcher)
        .filter(Matcher::matches)
        .filter(link -> moment(link, 4).isAfter(Instant.now()))
        .flatMap(link -> {
          Target target =
              new Target(
                  Long.parseLong(link.group(1)), Long.parseLong(link.group(2)), link.group(5));
          return ended(target, moment(link, 3)) ? Optional.empty() : Optional.of(target);
        });
  }

  /** Ends the links to a file's content that were made until now. */
  void end(Instance instance, String itemId) {
    ends.put(instance, itemId, Instant.now());
  }

  private boolean ended(Target target, Instant made) {
    return ends.find(target).filter(end -> !made.isAfter(end)).isPresent();
  }

  private static Instant moment(Matcher link, int group) {
    return Instant.ofEpochMilli(Long.parseLong(link.group(group)));
  }
}
