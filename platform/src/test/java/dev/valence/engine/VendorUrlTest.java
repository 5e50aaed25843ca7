package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://a.example/v1, /users, https://a.example/v1/users",
    "https://a.example/v1/, /users, https://a.example/v1/users",
    "https://a.example/v1/, users, https://a.example/v1/users",
    "https://a.example/query?apikey=1, &function=x, https://a.example/query?apikey=1&function=x",
    "https://a.example/v1, '', https://a.example/v1",
    "https://a.example/v1, https://b.example/x, https://b.example/x",
    "https://a.example/v1, HTTP://b.example/x, HTTP://b.example/x"
  })
  void baseAndPathArePutTogetherAsTheyAre(String base, String path, String joined) {
    assertThat(VendorUrl.join(base, path)).isEqualTo(joined);
  }

  @Test
  void parametersComeAfterThosePathAndBaseHave() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    query.put("page[first]", List.of("a b&c", "d"));
    query.put("$top", List.of("ü"));

    assertThat(VendorUrl.of("https://a.example/x?format=json", query))
        .hasToString(
            "https://a.example/x?format=json&page%5Bfirst%5D=a%20b%26c&page%5Bfirst%5D=d&%24top=%C3%BC");
    assertThat(VendorUrl.of("https://a.example/x?", Map.of("a", List.of(""))))
        .hasToString("https://a.example/x?a=");
    assertThat(VendorUrl.of("https://a.example/x", Map.of())).hasToString("https://a.example/x");
  }

  @Test
  void onlyWhatIsIllegalInAPathIsEncoded() {
    assertThat(
            VendorUrl.of(
                VendorUrl.fill(
                    "https://{host}/{:id}/a b/{company.name}?q=[1]",
                    Map.of("host", "a.example:8443", ":id", "x%40y", "company.name", "100%/ä")),
                Map.of()))
        .hasToString("https://a.example:8443/x%40y/a%20b/100%25/%C3%A4?q=%5B1%5D");
  }

  @Test
  void aQueryIsNotLostBehindAFragment() {
    assertThat(VendorUrl.of("https://a.example/b?c=1#d", Map.of("q", List.of("v"))))
        .hasToString("https://a.example/b?c=1&q=v");
  }
}
