package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The articles of the knowledge base. An article has versions, of which one may be a draft, one
 * online, and any number archived; only drafts can be changed and deleted. {@code
 * knowledgeManagement} publishes, archives, and opens drafts.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.knowledge_dev.meta/knowledge_dev/knowledge_REST_master_versions_id.htm">
 *     Publishing master versions</a>
 */
final class Knowledge {

  static final String TYPE = "Knowledge__kav";

  private static final String DRAFT = "Draft";
  private static final String ONLINE = "Online";
  private static final String ARCHIVED = "Archived";

  private final RecordStore records;
  private final SObjectType versions;
  private final SObjectType articles;

  Knowledge(Schema schema, RecordStore records) {
    this.records = records;
    this.versions = schema.get(TYPE);
    this.articles = schema.get("KnowledgeArticle");
  }

  /** Makes an article with a first version, which is a draft, and gives that. */
  synchronized ObjectNode create(ObjectNode body, String userId) {
    ObjectNode values = records.readNew(versions, body);
    String url = values.get("UrlName").textValue();
    String language = values.path("Language").asText("en_US");
    requireUnusedUrl(url, language, "");
    ObjectNode article =
        records.insert(articles, Json.object().put("MasterLanguage", language), userId);
    return records.insert(
        versions,
        values
            .put("KnowledgeArticleId", article.get("Id").textValue())
            .put("ArticleNumber", article.get("ArticleNumber").textValue())
            .put("VersionNumber", 1)
            .put("IsLatestVersion", true),
        userId);
  }

  private void requireUnusedUrl(String url, String language, String articleId) {
    boolean used =
        records.all(versions).stream()
            .anyMatch(other ->
                !RecordStore.isDeleted(other)
                    && other.get("UrlName").textValue().equalsIgnoreCase(url)
                    && other.get("Language").textValue().equals(language)
                    && !articleOf(other).equals(articleId));
    if (used) {
      throw new RestException(
          400, "DUPLICATE_VALUE", "duplicate value found: UrlName duplicates value", "UrlName");
    }
  }

  /** Changes a draft. */
  synchronized void update(String id, ObjectNode body, String userId) {
    ObjectNode version = draft(id, "edited");
    ObjectNode values = records.input(versions).readChange(body);
    if (values.has("UrlName")) {
      requireUnusedUrl(
          values.get("UrlName").textValue(),
          version.get("Language").textValue(),
          articleOf(version));
    }
    records.set(versions, id, values, userId);
  }

  /** Deletes a draft, and the article with its only version. */
  synchronized void delete(String id, String userId) {
    ObjectNode version = draft(id, "deleted");
    records.delete(versions, id, userId);
    if (versionsOf(articleOf(version)).isEmpty()) {
      records.delete(articles, articleOf(version), userId);
    }
  }

  private ObjectNode draft(String id, String use) {
    ObjectNode version = records.toWrite(versions, id);
    if (!status(version).equals(DRAFT)) {
      throw new RestException(
          400,
          "INSUFFICIENT_ACCESS_OR_READONLY",
          "The article version is "
              + status(version).toLowerCase(Locale.ROOT)
              + " and can not be "
              + use);
    }
    return version;
  }

  /** {@code articleVersions/masterVersions[/{id}]}, behind {@code knowledgeManagement}. */
  Answer answer(Call call) throws IOException {
    List<String> resource = call.resource();
    if (resource.size() < 3
        || !resource.get(1).equals("articleVersions")
        || !resource.get(2).equals("masterVersions")) {
      throw RestException.notFound();
    }
    if (resource.size() == 3) {
      if (!call.method().equals("POST")) {
        throw RestException.methodNotAllowed(call.method(), "POST");
      }
      String article = id(call.body().path("articleId").asText());
      return Answer.json(201, Json.object().put("id", edit(article, call.userId())));
    }
    if (resource.size() > 4) {
      throw RestException.notFound();
    }
    ObjectNode version = version(id(resource.get(3)));
    return switch (call.method()) {
      case "GET" ->
          Answer.json(
              200,
              Json.object()
                  .put("id", version.get("Id").textValue())
                  .put("publishStatus", status(version))
                  .put("versionNumber", version.get("VersionNumber").intValue()));
      case "PATCH" -> {
        change(version, call.body().path("publishStatus").asText(), call.userId());
        yield Answer.empty(204);
      }
      case "DELETE" -> {
        delete(version.get("Id").textValue(), call.userId());
        yield Answer.empty(204);
      }
      default -> throw RestException.methodNotAllowed(call.method(), "GET, PATCH, DELETE");
    };
  }

  private static String id(String sent) {
    return Ids.normalize(sent)
        .orElseThrow(
            () -> new RestException(400, "MALFORMED_ID", "malformed id " + sent, "articleId"));
  }

  private ObjectNode version(String id) {
    return records
        .find(versions, id)
        .filter(version -> !RecordStore.isDeleted(version))
        .orElseThrow(RestException::notFound);
  }

  private synchronized void change(ObjectNode version, String status, String userId) {
    boolean possible =
        switch (status) {
          case ONLINE -> status(version).equals(DRAFT);
          case ARCHIVED -> status(version).equals(ONLINE);
          case DRAFT -> !status(version).equals(DRAFT);
          default ->
              throw new RestException(
                  400, "INVALID_FIELD", "Invalid publishStatus: " + status, "publishStatus");
        };
    if (!possible) {
      throw new RestException(
          400,
          "INVALID_OPERATION",
          "A version that is " + status(version) + " can not become " + status);
    }
    switch (status) {
      case ONLINE -> publish(version, userId);
      case ARCHIVED -> archive(version, userId);
      default -> reopen(version, userId);
    }
  }

  private void publish(ObjectNode version, String userId) {
    String now = records.now();
    versionsOf(articleOf(version)).stream()
        .filter(other -> status(other).equals(ONLINE))
        .forEach(other -> archive(other, userId));
    ObjectNode dates = Json.object().put("LastPublishedDate", now);
    ObjectNode article = records.find(articles, articleOf(version)).orElseThrow();
    String first = article.get("FirstPublishedDate").textValue();
    dates.put("FirstPublishedDate", first == null ? now : first);
    records.set(articles, articleOf(version), dates, userId);
    set(version, dates.deepCopy().put("PublishStatus", ONLINE), userId);
    versionsOf(articleOf(version))
        .forEach(other ->
            set(
                other,
                Json.object().put("IsLatestVersion", other.get("Id").equals(version.get("Id"))),
                userId));
  }

  private void archive(ObjectNode version, String userId) {
    String now = records.now();
    set(version, Json.object().put("PublishStatus", ARCHIVED).put("ArchivedDate", now), userId);
    records.set(
        articles,
        articleOf(version),
        Json.object().put("ArchivedDate", now).put("ArchivedById", userId),
        userId);
  }

  /** What is published becomes a draft again; what is archived stays, and gets a new draft. */
  private void reopen(ObjectNode version, String userId) {
    if (status(version).equals(ARCHIVED)) {
      copy(version, userId);
    } else {
      requireNoDraft(articleOf(version));
      set(version, Json.object().put("PublishStatus", DRAFT), userId);
    }
  }

  /** Opens a draft of an article whose version online stays there, and gives its id. */
  private synchronized String edit(String articleId, String userId) {
    Optional<ObjectNode> online =
        versionsOf(articleId).stream()
            .filter(version -> status(version).equals(ONLINE))
            .findFirst();
    return copy(online.orElseThrow(RestException::notFound), userId);
  }

  private String copy(ObjectNode version, String userId) {
    String articleId = articleOf(version);
    requireNoDraft(articleId);
    ObjectNode values = Json.object();
    for (SObjectField field : versions.fields()) {
      if (!field.readOnly()) {
        values.set(field.name(), version.get(field.name()));
      }
    }
    int last =
        versionsOf(articleId).stream()
            .mapToInt(each -> each.get("VersionNumber").intValue())
            .max()
            .orElse(0);
    values
        .put("KnowledgeArticleId", articleId)
        .put("ArticleNumber", version.get("ArticleNumber").textValue())
        .put("VersionNumber", last + 1);
    return records.insert(versions, values, userId).get("Id").textValue();
  }

  private void requireNoDraft(String articleId) {
    if (versionsOf(articleId).stream().anyMatch(version -> status(version).equals(DRAFT))) {
      throw new RestException(
          400, "INVALID_OPERATION", "There is a draft version of the article already");
    }
  }

  private void set(ObjectNode version, ObjectNode values, String userId) {
    records.set(versions, version.get("Id").textValue(), values, userId);
  }

  private List<ObjectNode> versionsOf(String articleId) {
    return records.referring(versions, "KnowledgeArticleId", articleId).toList();
  }

  private static String articleOf(ObjectNode version) {
    return version.get("KnowledgeArticleId").textValue();
  }

  private static String status(ObjectNode version) {
    return version.get("PublishStatus").textValue();
  }
}
