package dev.valence.sandbox.microsoft;

import dev.valence.sandbox.face.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds items below another one: each word that is looked for begins a word of the name. */
final class Search {

  private static final Pattern FORM = Pattern.compile("[^(]*\\(q='(.*)'\\)", Pattern.DOTALL);
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Search() {}

  static Answer answer(DriveCall call, boolean emptyPages) {
    call.require("GET");
    String text = text(Names.decode(call.address().action()));
    List<String> wanted = words(text);
    List<Drive.Node> found =
        call.drive().below(call.node().item()).stream()
            .filter(node -> !wanted.isEmpty() && matches(words(node.item().name()), wanted))
            .toList();
    return new Listing(call.json(), call.url(), emptyPages).found(found, call.query());
  }

  private static boolean matches(List<String> name, List<String> wanted) {
    return wanted.stream().allMatch(word -> name.stream().anyMatch(part -> part.startsWith(word)));
  }

  private static List<String> words(String text) {
    return Arrays.stream(SEPARATORS.split(text.toLowerCase(Locale.ROOT)))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The text that is looked for, in which every quote is doubled. */
  private static String text(String action) {
    Matcher form = FORM.matcher(action);
    if (!form.matches() || form.group(1).replace("''", "").contains("'")) {
      throw ApiException.invalidRequest("Syntax error in the parameter q of the function search.");
    }
    return form.group(1).replace("''", "'");
  }
}
