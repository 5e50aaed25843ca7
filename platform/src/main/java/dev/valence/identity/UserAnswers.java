package dev.valence.identity;

import dev.valence.http.Paging;
import dev.valence.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Users as answers, wherever they are asked for. */
@ApplicationScoped
class UserAnswers {

  private final UserService users;
  private final Login login;
  private final IdentitySecrets secrets;

  UserAnswers(UserService users, Login login, IdentitySecrets secrets) {
    this.users = users;
    this.login = login;
    this.secrets = secrets;
  }

  UserAnswer of(User user) {
    return UserAnswer.of(user, null);
  }

  UserAnswer of(UserService.NewUser made) {
    return UserAnswer.of(made.user(), made.secret());
  }

  /** A user; with the right password, in the words of either vocabulary, also the secret. */
  UserAnswer of(User user, @Nullable String elements, @Nullable String yourMoms) {
    String password = elements == null ? yourMoms : elements;
    boolean show = password != null && login.isPassword(user, Secret.of(password));
    return UserAnswer.of(user, show ? secrets.ofUser(user.principal()) : null);
  }

  Response list(UserService.Scope scope, @Nullable String where, Paging paging) {
    Selection selection = Selection.read(paging, where, UserRepository.FIELDS);
    Listed<User> found = users.list(scope, selection);
    return paging.answer(found.as(this::of), found.total());
  }
}
