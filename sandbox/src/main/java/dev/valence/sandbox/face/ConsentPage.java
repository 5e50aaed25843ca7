package dev.valence.sandbox.face;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page on which a person decides about an application's request. */
public final class ConsentPage {

  /** The form field with the identifier of the chosen account. */
  public static final String USER = "sandbox_user";

  /** The form field with the decision: {@link #ALLOW} or {@link #DENY}. */
  public static final String DECISION = "sandbox_decision";

  /** The decision to grant access. */
  public static final String ALLOW = "allow";

  /** The decision to deny access. */
  public static final String DENY = "deny";

  private ConsentPage() {}

  /**
   * The page with its form, which is posted to the address of the page.
   *
   * @param vendor the vendor's name as people know it
   * @param clientId the application
   * @param scopes what it asks for
   * @param users the accounts to choose from, the proposed one first
   * @param parameters the parameters of the request, which come back with the decision
   */
  public static Answer form(
      String vendor,
      String clientId,
      Collection<String> scopes,
      List<User> users,
      Map<String, String> parameters) {
    StringBuilder html = new StringBuilder();
    html.append("<p>The application <strong>")
        .append(Html.escape(clientId))
        .append("</strong> asks for access to a ")
        .append(Html.escape(vendor))
        .append(" account:</p>\n<ul>\n");
    scopes.stream()
        .sorted()
        .forEach(
            scope -> html.append("<li><code>").append(Html.escape(scope)).append("</code></li>\n"));
    html.append("</ul>\n<form method=\"post\">\n");
    new TreeMap<>(parameters)
        .forEach((name, value) ->
            html.append("<input type=\"hidden\" name=\"")
                .append(Html.escape(name))
                .append("\" value=\"")
                .append(Html.escape(value))
                .append("\">\n"));
    html.append("<label>Account <select name=\"").append(USER).append("\">\n");
    for (User user : users) {
      html.append("<option value=\"")
          .append(Html.escape(user.id()))
          .append("\">")
          .append(Html.escape(user.displayName() + " (" + user.email() + ")"))
          .append("</option>\n");
    }
    html.append("</select></label>\n<div class=\"buttons\">\n")
        .append(button(DENY, "Deny", ""))
        .append(button(ALLOW, "Allow", " class=\"primary\""))
        .append("</div>\n</form>\n")
        .append("<p class=\"note\">This is a simulated ")
        .append(Html.escape(vendor))
        .append(" of the Valence sandbox.</p>");
    return Html.page(200, vendor + ": allow access?", html.toString());
  }

  private static String button(String decision, String label, String look) {
    return "<button name=\""
        + DECISION
        + "\" value=\""
        + decision
        + "\""
        + look
        + ">"
        + label
        + "</button>\n";
  }
}
