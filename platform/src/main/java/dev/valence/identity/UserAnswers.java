package dev.valence.identity;

import dev.valence.http.Paging;
import dev.valence.identity.AuditEvent.Action;
import dev.valence.identity.AuditEvent.Kind;
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
  private final AuditLog audit;

  UserAnswers(UserService users, Login login, IdentitySecrets secrets, AuditLog audit) {
    this.users = users;
    this.login = login;
    this.secrets = secrets;
    this.audit = audit;
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
    if (password == null) {
      return of(user);
    }
    AuditEvent read =
        AuditEvent.of(user.organizationId(), Action.SECRET_READ, Kind.USER, user.id());
    boolean right = login.isPassword(user, Secret.of(password));
    audit.record(right ? read : read.failed());
    return UserAnswer.of(user, right ? secrets.ofUser(user.principal()) : null);
  }

  Response list(UserService.Scope scope, @Nullable String where, Paging paging) {
    Selection selection = Selection.read(paging, where, UserRepository.FIELDS);
    Listed<User> found = users.list(scope, selection);
    return paging.answer(found.as(this::of), found.total());
  }
}
