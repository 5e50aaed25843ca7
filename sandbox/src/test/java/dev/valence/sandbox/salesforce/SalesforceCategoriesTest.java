package dev.valence.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The categories of articles. */
class SalesforceCategoriesTest extends SalesforceTest {

  private static final String GROUPS = "/support/dataCategoryGroups";
  private static final String OF_ARTICLES = "?sObjectName=KnowledgeArticleVersion";

  private SalesforceApi api;

  @BeforeEach
  void authorize() throws Exception {
    api = new SalesforceApi(http, instance + DATA, tokens().get("access_token").textValue());
  }

  @Test
  void groupsHaveTheirTopCategories() throws Exception {
    JsonNode groups = api.get(GROUPS + OF_ARTICLES).get("categoryGroups");

    assertThat(groups.findValuesAsText("objectUsage"))
        .hasSize(2)
        .containsOnly("KnowledgeArticleVersion");
    JsonNode top = groups.at("/0/topCategories/0");
    assertThat(top.get("name").textValue()).isEqualTo("All");
    assertThat(top.get("childCategories").isNull()).isTrue();
  }

  @Test
  void groupsHaveAllTheirCategoriesWhenAsked() throws Exception {
    JsonNode groups =
        api.get(GROUPS + OF_ARTICLES + "&topCategoriesOnly=false").get("categoryGroups");

    assertThat(groups.at("/0/topCategories/0/childCategories"))
        .extracting(category -> category.get("name").textValue())
        .containsExactly("Engines", "Cards");
    assertThat(groups.at("/0/topCategories/0/childCategories/0/childCategories/1/label").asText())
        .isEqualTo("Difference");
  }

  @Test
  void aCategoryIsAtItsUrlWithItsChildren() throws Exception {
    String url = api.get(GROUPS + OF_ARTICLES).at("/categoryGroups/0/topCategories/0/url").asText();

    assertThat(url).startsWith(DATA + GROUPS);
    JsonNode all = api.get(url.substring(DATA.length()));
    assertThat(all.get("childCategories").findValuesAsText("name"))
        .containsExactly("Engines", "Cards");
    assertThat(all.at("/childCategories/0/childCategories").isNull()).isTrue();
  }

  @Test
  void whatIsNotThereIsRefused() throws Exception {
    api.call(400, "GET", GROUPS, "");
    api.call(400, "GET", GROUPS + "?sObjectName=Case", "");
    api.call(405, "POST", GROUPS + OF_ARTICLES, "{}");
    api.call(404, "GET", GROUPS + "/Products/dataCategories/Nothing" + OF_ARTICLES, "");
    api.call(404, "GET", GROUPS + "/Nothing/dataCategories/All" + OF_ARTICLES, "");
    api.call(404, "GET", GROUPS + "/Products" + OF_ARTICLES, "");
  }
}
