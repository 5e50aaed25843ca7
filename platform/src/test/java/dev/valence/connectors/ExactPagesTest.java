package dev.valence.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.connectors.ExactPages.Portion;
import dev.valence.connectors.ExactPages.Portions;
import dev.valence.model.ApiException;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExactPagesTest {

  @Test
  void pagesHaveTheSizeThatWasAskedForWhateverThePortions() {
    List<String> walked = new ArrayList<>();
    String next = null;
    do {
      Page<String> page =
          ExactPages.page(
              new PageRequest(3, next),
              list(
                  Map.of(
                      "", new Portion<>(items(0, 7), "a"),
                      "a", new Portion<>(List.of(), "b"),
                      "b", new Portion<>(items(7, 8), "c"),
                      "c", new Portion<>(items(8, 10), null))));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
      walked.addAll(page.items());
      next = page.next();
    } while (next != null);

    assertThat(walked).isEqualTo(items(0, 10));
  }

  @Test
  void aListThatLeadsInACircleIsTheProvidersFault() {
    Map<String, Portion<String>> circle =
        Map.of(
            "", new Portion<>(items(0, 1), "a"),
            "a", new Portion<>(List.of(), "b"),
            "b", new Portion<>(List.of(), "a"));

    assertThatThrownBy(() -> ExactPages.page(new PageRequest(3, null), list(circle)))
        .isInstanceOfSatisfying(
            ApiException.class, failure -> assertThat(failure.status()).isEqualTo(502));
  }

  private static Portions<String> list(Map<String, Portion<String>> portions) {
    return new Portions<>() {
      @Override
      public Portion<String> first(int limit) {
        return at("");
      }

      @Override
      public Portion<String> at(String place) {
        return portions.get(place);
      }
    };
  }

  private static List<String> items(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).toList();
  }
}
