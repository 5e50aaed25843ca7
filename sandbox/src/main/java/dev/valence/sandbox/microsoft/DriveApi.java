package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.FaceState;
import java.io.IOException;

/** What can be done with drives and items, in either dialect. */
final class DriveApi {

  private final FaceState state;
  private final ItemRoutes items;
  private final Uploads uploads;
  private final Copies copies;
  private final Sharing sharing;
  private final Changes changes;

  DriveApi(
      FaceState state,
      ItemRoutes items,
      Uploads uploads,
      Copies copies,
      Sharing sharing,
      Changes changes) {
    this.state = state;
    this.items = items;
    this.uploads = uploads;
    this.copies = copies;
    this.sharing = sharing;
    this.changes = changes;
  }

  Answer answer(DriveCall call) throws IOException {
    String driveId = call.address().driveId();
    String action = call.resource().actionOf(call.action().getFirst());
    call.access().requireFiles(!call.reads());
    if (driveId != null && !driveId.equals(call.drive().id())) {
      throw ApiException.notFound();
    }
    if (call.address().itemId() == null && action.isEmpty()) {
      call.require("GET");
      return Answer.json(200, call.json().select(call.json().drive(), call.query()));
    }
    boolean emptyPages = state.options().emptyPages();
    return switch (action) {
      case "" -> items.item(call);
      case "children" -> items.children(call, emptyPages);
      case "content" -> items.content(call);
      case "copy" -> copies.start(call);
      case "createLink" -> sharing.createLink(call);
      case "createUploadSession" -> uploads.create(call);
      case "delta" -> changes.answer(call, emptyPages);
      case "invite" -> sharing.invite(call);
      case "permanentDelete" -> items.permanentDelete(call);
      case "permissions" -> sharing.permissions(call);
      case "search" -> Search.answer(call, emptyPages);
      case "thumbnails" -> Thumbnails.answer(call);
      case "versions" -> Revisions.answer(call);
      default -> throw new IllegalStateException(action);
    };
  }
}
