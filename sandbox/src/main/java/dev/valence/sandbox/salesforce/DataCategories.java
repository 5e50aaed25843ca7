package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code support/dataCategoryGroups}: the categories of articles, which an administrator has set
 * up. No call of this API changes them.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/platform/api-rest/guide/resources-knowledge-support-dcgroups.html">
 *     Data Category Groups</a>
 */
final class DataCategories {

  private static final String GROUPS = "dataCategoryGroups";
  private static final String CATEGORIES = "dataCategories";
  private static final String OBJECT = "KnowledgeArticleVersion";
  private static final int FIRST_VERSION = 38;

  private static final List<Group> ALL =
      List.of(
          new Group(
              "Products",
              Category.of(
                  "All",
                  Category.of("Engines", Category.of("Analytical"), Category.of("Difference")),
                  Category.of("Cards"))),
          new Group("Regions", Category.of("All", Category.of("Europe"), Category.of("Asia"))));

  private record Group(String name, Category top) {}

  private record Category(String name, List<Category> children) {

    static Category of(String name, Category... children) {
      return new Category(name, List.of(children));
    }

    /** The category and all below it. */
    Stream<Category> tree() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Category::tree));
    }
  }

  private DataCategories() {}

  /**
   * Answers {@code support/dataCategoryGroups[/{group}/dataCategories/{category}]}.
   *
   * @throws RestException 404 for anything else, 400 for another object than articles
   */
  static Answer answer(Call call) {
    List<String> resource = call.resource();
    boolean one = resource.size() == 5 && resource.get(3).equals(CATEGORIES);
    if (call.version() < FIRST_VERSION
        || !(resource.size() == 2 || one)
        || !resource.get(1).equals(GROUPS)) {
      throw RestException.notFound();
    }
    InstanceApi.requireGet(call);
    if (!OBJECT.equals(call.parameter("sObjectName"))) {
      throw new RestException(
          400, "INVALID_INPUT", "The parameter sObjectName must be " + OBJECT + ".");
    }
    return Answer.json(200, one ? category(call) : groups(call));
  }

  private static ObjectNode groups(Call call) {
    int depth = "false".equals(call.parameter("topCategoriesOnly")) ? Integer.MAX_VALUE : 0;
    ObjectNode answer = Json.object();
    ArrayNode groups = answer.putArray("categoryGroups");
    for (Group group : ALL) {
      groups
          .addObject()
          .put("label", group.name())
          .put("name", group.name())
          .put("objectUsage", OBJECT)
          .putArray("topCategories")
          .add(category(call, group, group.top(), depth));
    }
    return answer;
  }

  private static ObjectNode category(Call call) {
    Group group =
        ALL.stream()
            .filter(each -> each.name().equals(call.segment(2)))
            .findFirst()
            .orElseThrow(RestException::notFound);
    return group
        .top()
        .tree()
        .filter(each -> each.name().equals(call.segment(4)))
        .findFirst()
        .map(category -> category(call, group, category, 1))
        .orElseThrow(RestException::notFound);
  }

  /** A category with so many generations below it; null stands for children that are not told. */
  private static ObjectNode category(Call call, Group group, Category category, int depth) {
    ObjectNode answer = Json.object();
    if (depth == 0) {
      answer.putNull("childCategories");
    } else {
      ArrayNode children = answer.putArray("childCategories");
      for (Category child : category.children()) {
        children.add(category(call, group, child, depth - 1));
      }
    }
    return answer
        .put("label", category.name())
        .put("name", category.name())
        .put(
            "url",
            "%s/support/%s/%s/%s/%s?sObjectName=%s"
                .formatted(call.base(), GROUPS, group.name(), CATEGORIES, category.name(), OBJECT));
  }
}
