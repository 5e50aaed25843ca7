package dev.valence.sandbox.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import java.io.IOException;
import java.util.Objects;

/** What can be done with an item itself, its children and its bytes. */
final class ItemRoutes {

  private static final long MAX_CONTENT_BYTES = 250L * 1000 * 1000;

  private final MicrosoftFiles files;

  ItemRoutes(MicrosoftFiles files) {
    this.files = files;
  }

  Answer item(DriveCall call) throws IOException {
    return switch (call.request().method()) {
      case "GET", "HEAD" -> Answer.json(200, call.json().item(call.node(), call.query()));
      case "PATCH" -> update(call);
      case "DELETE" -> {
        call.drive().delete(call.node().item().id(), call.request().header("if-match"));
        yield Answer.empty(204);
      }
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private static Answer update(DriveCall call) throws IOException {
    JsonNode body = call.body();
    Drive.Node changed =
        call.drive()
            .update(
                call.node().item().id(),
                call.change(body),
                call.conflict(body, Conflict.FAIL),
                call.request().header("if-match"));
    return Answer.json(200, call.json().item(changed));
  }

  Answer permanentDelete(DriveCall call) {
    call.require("POST");
    call.drive().delete(call.node().item().id(), call.request().header("if-match"));
    return Answer.empty(204);
  }

  Answer children(DriveCall call, boolean emptyPages) throws IOException {
    if (call.is("POST")) {
      return createFolder(call);
    }
    call.require("GET");
    return new Listing(call.json(), call.url(), emptyPages).page(call.node(), call.query());
  }

  private static Answer createFolder(DriveCall call) throws IOException {
    JsonNode body = call.body();
    String name = DriveCall.text(body, "name");
    if (name == null || !body.path("folder").isObject()) {
      throw ApiException.invalidRequest("A new folder needs a name and the facet folder.");
    }
    Drive.Node made =
        call.drive()
            .createFolder(call.node().item().id(), name, call.conflict(body, Conflict.FAIL));
    return Answer.json(201, call.json().item(made));
  }

  Answer content(DriveCall call) throws IOException {
    if (call.is("PUT")) {
      return write(call);
    }
    call.require("GET");
    Item item = call.node().item();
    if (item.content() == null) {
      throw ApiException.invalidRequest("You cannot get content for a folder");
    }
    String format = call.query().get("format");
    if (format == null) {
      return Answer.redirect(call.json().downloadUrl(item));
    }
    if (!format.equals("pdf") || !TextPdf.canBeMadeOf(item.name())) {
      throw ApiException.notSupported(
          406, "The file cannot be converted to the format " + format + ".");
    }
    return Answer.redirect(call.json().downloadUrl(item, Rendition.PDF));
  }

  private Answer write(DriveCall call) throws IOException {
    if (call.request().body().size() > MAX_CONTENT_BYTES) {
      throw ApiException.tooLarge();
    }
    Conflict conflict = Conflict.of(call.resource(), call.query(), Json.object(), Conflict.REPLACE);
    Drive.Written written =
        files.write(
            call.drive(),
            Objects.requireNonNull(call.address().itemId()),
            call.address().path(),
            call.request().body(),
            WriteRules.of(conflict, call.request().header("if-match")));
    return Answer.json(written.created() ? 201 : 200, call.json().item(written.node()));
  }
}
