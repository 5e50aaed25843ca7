package dev.valence.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PagesTest {

  @Test
  void pagesJoinedAreTheWholeList() {
    List<String> all = List.of("a", "b", "c", "d", "e");
    for (int size = 1; size <= 6; size++) {
      List<String> seen = new ArrayList<>();
      Page<String> page = Pages.of(all, Function.identity(), new PageRequest(size, null));
      seen.addAll(page.items());
      while (page.next() != null) {
        page = Pages.of(all, Function.identity(), new PageRequest(size, page.next()));
        assertThat(page.items()).isNotEmpty().doesNotContainAnyElementsOf(seen);
        seen.addAll(page.items());
      }
      assertThat(seen).isEqualTo(all);
    }
  }

  @Test
  void aPageIsNotLargerThanAskedAndTheLastSaysSo() {
    Page<String> page = Pages.of(List.of("a", "b"), Function.identity(), new PageRequest(2, null));
    assertThat(page.items()).containsExactly("a", "b");
    assertThat(page.nextPage()).isEmpty();
  }
}
