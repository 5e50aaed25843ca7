package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.face.Answer;
import dev.valence.sandbox.face.Json;
import dev.valence.sandbox.face.Request;
import dev.valence.sandbox.face.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Who has given a token: {@code /id/{organization}/{user}} and {@code /services/oauth2/userinfo}.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm">
 *     Identity URLs</a>
 */
final class Identity {

  static final String PREFIX = "/id/";

  private static final String REST = "/services/data/v{version}/";

  private final Tokens tokens;
  private final RecordStore records;

  Identity(Tokens tokens, RecordStore records) {
    this.tokens = tokens;
    this.records = records;
  }

  /** The address of a user's identity. */
  static String url(String login, String userId) {
    return login + PREFIX + SalesforceFace.ORGANIZATION_ID + "/" + userId;
  }

  /** The token of a call; null when it carries none. */
  static @Nullable String token(Request request) {
    String header = request.header("authorization");
    if (header == null) {
      return null;
    }
    // Early clients of Salesforce say OAuth for Bearer.
    for (String scheme : new String[] {"Bearer ", "OAuth "}) {
      if (header.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return header.substring(scheme.length()).strip();
      }
    }
    return null;
  }

  Answer identity(Request request, Hosts hosts) {
    return answer(
        request,
        user -> {
          String id = url(hosts.login(request), id(user));
          if (!id.endsWith(request.path())) {
            return Answer.text(403, "Wrong_Org");
          }
          ObjectNode identity =
              Json.object()
                  .put("id", id)
                  .put("asserted_user", true)
                  .put("user_id", id(user))
                  .put("organization_id", SalesforceFace.ORGANIZATION_ID)
                  .put("username", text(user, "Username"))
                  .put("nick_name", text(user, "CommunityNickname"))
                  .put("display_name", text(user, "Name"))
                  .put("email", text(user, "Email"))
                  .put("email_verified", true)
                  .put("first_name", text(user, "FirstName"))
                  .put("last_name", text(user, "LastName"))
                  .put("timezone", text(user, "TimeZoneSidKey"));
          identity.set("urls", urls(hosts.instance(request), id(user)));
          return Answer.json(200, common(identity, user));
        });
  }

  Answer userInfo(Request request, Hosts hosts) {
    return answer(
        request,
        user -> {
          ObjectNode identity =
              Json.object()
                  .put("sub", url(hosts.login(request), id(user)))
                  .put("user_id", id(user))
                  .put("organization_id", SalesforceFace.ORGANIZATION_ID)
                  .put("preferred_username", text(user, "Username"))
                  .put("nickname", text(user, "CommunityNickname"))
                  .put("name", text(user, "Name"))
                  .put("email", text(user, "Email"))
                  .put("email_verified", true)
                  .put("given_name", text(user, "FirstName"))
                  .put("family_name", text(user, "LastName"))
                  .put("zoneinfo", text(user, "TimeZoneSidKey"));
          identity.set("urls", urls(hosts.instance(request), id(user)));
          return Answer.json(200, common(identity, user));
        });
  }

  private interface OfUser {
    Answer answer(ObjectNode user);
  }

  private Answer answer(Request request, OfUser ofUser) {
    String token = token(request);
    if (token == null) {
      return Answer.text(403, "Missing_OAuth_Token");
    }
    return tokens.standing(token) instanceof Tokens.Standing.Valid valid
        ? ofUser.answer(records.userRecord(valid.grant().user().id()))
        : Answer.text(403, "Bad_OAuth_Token");
  }

  private static ObjectNode common(ObjectNode identity, ObjectNode user) {
    return identity
        .put("active", user.get("IsActive").booleanValue())
        .put("user_type", "STANDARD")
        .put("language", text(user, "LanguageLocaleKey"))
        .put("locale", text(user, "LocaleSidKey"))
        .put("utcOffset", 0);
  }

  private static ObjectNode urls(String instance, String userId) {
    return Json.object()
        .put("rest", instance + REST)
        .put("sobjects", instance + REST + "sobjects/")
        .put("query", instance + REST + "query/")
        .put("profile", instance + "/" + userId);
  }

  private static String id(ObjectNode user) {
    return user.get("Id").textValue();
  }

  private static @Nullable String text(ObjectNode user, String field) {
    return user.get(field).textValue();
  }
}
