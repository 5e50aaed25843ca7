package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.Comment;
import dev.valence.hubs.documents.CustomFields;
import dev.valence.hubs.documents.DocumentsHub;
import dev.valence.hubs.documents.DocumentsOperation;
import dev.valence.hubs.documents.FileReference;
import dev.valence.hubs.documents.Permission;
import dev.valence.hubs.documents.Revision;
import dev.valence.model.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are about what belongs to an item: its revisions, permissions, comments and custom
 * fields (contract, core 5.1).
 *
 * @param account the account
 * @param arguments the checked parameters
 * @param body what the caller has sent, or null
 */
record DocumentsParts(DocumentsAccount account, Arguments arguments, HubCall.@Nullable Body body) {

  private static final Set<String> ROLES = Set.of(Permission.READER, Permission.WRITER);

  HubAnswer revisions() {
    return list().answer(page -> hub().revisions(item(), page), this::json);
  }

  HubAnswer revision() {
    return HubAnswer.json(json(hub().revision(item(), segment("revisionId"))));
  }

  HubAnswer revisionContent() {
    return HubAnswer.content(
        hub().revisionContent(item(), segment("revisionId"), arguments.text("Range").orElse(null)));
  }

  HubAnswer permissions() {
    ArrayNode permissions = JsonNodeFactory.instance.arrayNode();
    hub().permissions(item()).stream().map(this::json).forEach(permissions::add);
    return HubAnswer.json(permissions);
  }

  HubAnswer addPermission() {
    JsonObjectBody wanted = JsonObjectBody.of(body);
    String email = wanted.required("email");
    String role = Optional.ofNullable(wanted.text("role")).orElse(Permission.READER);
    if (!ROLES.contains(role)) {
      wanted.fault("'role' must be 'reader' or 'writer'.");
    }
    wanted.check();
    return HubAnswer.json(json(hub().addPermission(item(), email, role)));
  }

  HubAnswer deletePermission() {
    hub().deletePermission(item(), segment("permissionId"));
    return HubAnswer.empty();
  }

  HubAnswer comments() {
    return list().answer(page -> hub().comments(item(), page), this::json);
  }

  HubAnswer comment() {
    return HubAnswer.json(json(hub().comment(item(), segment("commentId"))));
  }

  HubAnswer addComment() {
    JsonObjectBody wanted = JsonObjectBody.of(body);
    String text =
        Optional.ofNullable(wanted.text("comment"))
            .or(() -> Optional.ofNullable(wanted.text("text")))
            .orElse("");
    if (text.isBlank()) {
      wanted.fault("The body lacks 'comment', the text.");
    }
    wanted.check();
    return HubAnswer.json(json(hub().addComment(item(), text)));
  }

  HubAnswer deleteComment() {
    hub().deleteComment(item(), segment("commentId"));
    return HubAnswer.empty();
  }

  HubAnswer customFields(DocumentsOperation operation) {
    CustomFields fields = hub().customFields();
    JsonNode answer =
        switch (operation) {
          case TEMPLATES -> fields.templates();
          case TEMPLATE -> fields.template(segment("key"));
          case CREATE_TEMPLATE -> fields.create(object());
          case UPDATE_TEMPLATE -> fields.update(segment("key"), object());
          case CUSTOM_FIELDS -> fields.values(item(), segment("key"));
          case ADD_CUSTOM_FIELDS -> fields.add(item(), segment("key"), object());
          case UPDATE_CUSTOM_FIELDS -> fields.change(item(), segment("key"), object());
          case DELETE_TEMPLATE -> {
            fields.delete(segment("key"));
            yield null;
          }
          case DELETE_CUSTOM_FIELDS -> {
            fields.remove(item(), segment("key"));
            yield null;
          }
          default -> throw new IllegalArgumentException(operation.name());
        };
    return answer == null ? HubAnswer.empty() : HubAnswer.json(answer);
  }

  private JsonNode json(Revision revision) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", revision.id())
            .put("fileId", revision.file().id())
            .put("filePath", revision.file().path())
            .put("name", revision.file().name())
            .put("size", revision.size());
    putDate(json, "modifiedDate", revision.modifiedDate());
    return withRaw(json, revision.raw());
  }

  private JsonNode json(Permission permission) {
    return withRaw(
        JsonNodeFactory.instance
            .objectNode()
            .put("id", permission.id())
            .put("role", permission.role())
            .put("name", permission.name())
            .put("email", permission.email()),
        permission.raw());
  }

  private JsonNode json(Comment comment) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", comment.id())
            .put("comment", comment.text())
            .put("author", comment.authorName());
    putDate(json, "createdDate", comment.createdDate());
    return withRaw(json, comment.raw());
  }

  private JsonNode withRaw(ObjectNode json, JsonNode raw) {
    return arguments.flag("raw") ? json.set("raw", raw) : json;
  }

  private void putDate(ObjectNode json, String name, @Nullable Instant date) {
    if (date != null && arguments.flag("isoDates")) {
      json.put(name, date.toString());
    } else if (date != null) {
      json.put(name, date.toEpochMilli());
    }
  }

  private ListCall list() {
    return new ListCall(arguments, Math.min(hub().maximumPageSize(), PageRequest.MAXIMUM_SIZE));
  }

  private ObjectNode object() {
    return JsonObjectBody.of(body).content();
  }

  private String segment(String name) {
    return arguments.text(name).orElseThrow();
  }

  private FileReference item() {
    return DocumentsAccount.reference(arguments);
  }

  private DocumentsHub hub() {
    return account.hub();
  }
}
