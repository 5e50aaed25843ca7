package dev.valence.sandbox.dropbox;

import dev.valence.sandbox.dropbox.Entry.Existing;
import java.util.List;

/**
 * One thing to be moved or copied.
 *
 * @param copy whether it also stays where it is
 * @param from what is relocated
 * @param to where it will be
 * @param autorename whether another name is taken if the place is taken
 */
record Relocation(boolean copy, String from, String to, boolean autorename) {

  private static final int MOST_ENTRIES = 10_000;

  /** Reads {@code from_path} and {@code to_path}. */
  static Relocation read(Arguments arguments, boolean copy, boolean autorename) {
    return new Relocation(
        copy,
        PathRules.path(arguments, "from_path", PathRules.WRITE),
        PathRules.path(arguments, "to_path", PathRules.WRITE),
        autorename);
  }

  /**
   * Does it.
   *
   * @return what is at the new place
   * @throws ApiException.EndpointError of Dropbox's union {@code RelocationError}
   */
  Existing perform(FileTree tree) {
    String source = Lookup.path(tree, from, "from_lookup");
    Existing found = Lookup.existing(tree, source, "from_lookup");
    String target = tree.resolve(to);
    if (target != null) {
      checkApart(found.path(), target);
    }
    if (tree.below(source).size() >= MOST_ENTRIES) {
      throw ApiException.EndpointError.of(List.of("too_many_files"));
    }
    try {
      Existing relocated =
          copy ? tree.copy(source, target, autorename) : tree.move(source, target, autorename);
      if (relocated == null) {
        throw Lookup.failure("from_lookup", "not_found");
      }
      return relocated;
    } catch (WriteFailure e) {
      throw e.tags().contains("insufficient_space")
          ? ApiException.EndpointError.of(List.of("insufficient_quota"))
          : e.under("to");
    }
  }

  private void checkApart(String source, String target) {
    // Nor can the case of a name be changed alone.
    if (PathRules.lower(source).equals(PathRules.lower(target))) {
      throw ApiException.EndpointError.of(List.of("duplicated_or_nested_paths"));
    }
    if (PathRules.isBelow(target, source)) {
      throw ApiException.EndpointError.of(
          List.of(copy ? "duplicated_or_nested_paths" : "cant_move_folder_into_itself"));
    }
  }
}
