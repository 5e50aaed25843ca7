package dev.valence.sandbox.dropbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import dev.valence.sandbox.face.User;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions about the user and the token. */
final class AccountRoutes {

  private static final Pattern ECHO = Pattern.compile("(?s).{0,500}");

  private final Tokens tokens;

  AccountRoutes(Tokens tokens) {
    this.tokens = tokens;
  }

  Map<String, Route> routes() {
    return Map.of(
        "auth/token/revoke",
        Route.rpc(null, this::revoke),
        "check/user",
        Route.rpc("account_info.read", AccountRoutes::echo),
        "users/get_current_account",
        Route.rpc("account_info.read", AccountRoutes::account),
        "users/get_space_usage",
        Route.rpc("account_info.read", AccountRoutes::space));
  }

  private Answer revoke(Session session) {
    tokens.revoke(session.grant());
    return Route.noResult();
  }

  private static Answer echo(Session session, Arguments arguments, Request request) {
    String query = arguments.optionalText("query", ECHO);
    arguments.end();
    return Answer.json(200, Map.of("result", query == null ? "" : query));
  }

  private static Answer account(Session session) {
    User user = session.user();
    String[] names = user.displayName().strip().split("\\s+", 2);
    String given = names[0];
    String surname = names.length > 1 ? names[1] : "";
    String initials =
        Stream.of(given, surname)
            .filter(name -> !name.isEmpty())
            .map(name -> name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT))
            .collect(Collectors.joining());
    String namespace = Long.toString(user.number());
    ObjectNode account = Json.object();
    account.put("account_id", user.id());
    account
        .putObject("name")
        .put("given_name", given)
        .put("surname", surname)
        .put("familiar_name", given)
        .put("display_name", user.displayName())
        .put("abbreviated_name", initials);
    account
        .put("email", user.email())
        .put("email_verified", true)
        .put("disabled", false)
        .put("country", user.country())
        .put("locale", user.locale())
        .put("referral_link", "https://www.dropbox.com/referrals/" + user.number())
        .put("is_paired", false);
    account.putObject("account_type").put(".tag", "pro");
    account
        .putObject("root_info")
        .put(".tag", "user")
        .put("root_namespace_id", namespace)
        .put("home_namespace_id", namespace);
    return Answer.json(200, account);
  }

  private static Answer space(Session session) {
    ObjectNode usage = Json.object().put("used", session.tree().usedBytes());
    usage
        .putObject("allocation")
        .put(".tag", "individual")
        .put("allocated", session.user().storageBytes());
    return Answer.json(200, usage);
  }
}
