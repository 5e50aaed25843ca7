package dev.valence.identity;

import dev.valence.http.PlainText;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a user (contract, platform 1.5).
 *
 * @param password the word that answers have in its place changes nothing
 * @param active whether the user can call; absent changes nothing
 * @param roles counts when the user is made; later there are calls of its own for it
 * @param externalId the application's own id of the user
 */
public record UserBody(
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String email,
    @Nullable Secret password,
    @Nullable Boolean active,
    @Nullable List<RoleReference> roles,
    @Nullable String city,
    @Nullable String country,
    @Nullable String phone,
    @Nullable String postalCode,
    @Nullable String stateProvince,
    @Nullable String street1,
    @Nullable String street2,
    @Nullable String externalId) {

  private static final int LONGEST = 1000;

  /** RFC 5321, with the erratum 1690. */
  private static final int LONGEST_EMAIL = 254;

  private static final int SHORTEST_PASSWORD = 8;
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>\\p{Cntrl}/]+@[^\\s@<>\\p{Cntrl}/]+");

  public UserBody {
    firstName = PlainText.of(firstName);
    lastName = PlainText.of(lastName);
    email = email == null ? null : email.strip();
  }

  /** A role by its key. */
  public record RoleReference(@Nullable String key) {}

  Contact contact() {
    return new Contact(
        city, country, phone, postalCode, stateProvince, street1, street2, externalId);
  }

  /** The password, unless it is the word that answers have in its place. */
  Optional<Secret> newPassword() {
    return Optional.ofNullable(password)
        .filter(secret -> !secret.reveal().equals(UserAnswer.PASSWORD));
  }

  /** The roles that there are among those that are asked for. */
  List<Role> grantedRoles() {
    return roleKeys().stream().map(Role::of).flatMap(Optional::stream).distinct().toList();
  }

  /**
   * Checks that this is all of a new user.
   *
   * @throws ApiException 400 that names every fault
   */
  void checkNew() {
    List<String> faults = faults(true);
    if (newPassword().isEmpty()) {
      faults.add("password is missing.");
    }
    for (String key : roleKeys()) {
      if (Role.of(key).isEmpty()) {
        faults.add("There is no role '" + key + "'.");
      }
    }
    refuse(faults);
  }

  /**
   * Checks that this can be said of a user.
   *
   * @param whole whether names and e-mail are needed
   * @throws ApiException 400 that names every fault
   */
  void checkChange(boolean whole) {
    refuse(faults(whole));
  }

  private List<String> faults(boolean whole) {
    List<String> faults = new ArrayList<>();
    Map<String, @Nullable String> required = new LinkedHashMap<>();
    required.put("firstName", firstName);
    required.put("lastName", lastName);
    required.put("email", email);
    required.forEach((field, text) -> {
      if (text == null ? whole : text.isEmpty()) {
        faults.add(field + " is missing.");
      }
    });
    Map<String, @Nullable String> texts = new LinkedHashMap<>(contact().values());
    texts.putAll(required);
    texts.forEach((field, text) -> {
      if (text != null && text.length() > (field.equals("email") ? LONGEST_EMAIL : LONGEST)) {
        faults.add(field + " is too long.");
      }
    });
    if (email != null && !email.isEmpty() && !EMAIL.matcher(email).matches()) {
      faults.add("email is not an e-mail address.");
    }
    newPassword()
        .map(secret -> secret.reveal().length())
        .filter(length -> length < SHORTEST_PASSWORD || length > LONGEST)
        .ifPresent(length ->
            faults.add(
                "password must have at least %d characters, and at most %d."
                    .formatted(SHORTEST_PASSWORD, LONGEST)));
    return faults;
  }

  private List<String> roleKeys() {
    return roles == null
        ? List.of()
        : roles.stream().map(role -> String.valueOf(role == null ? null : role.key())).toList();
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw ApiException.badRequest(faults);
    }
  }

  /** A first name, a last name or an e-mail that has been checked. */
  static String checked(@Nullable String text) {
    return Objects.requireNonNull(text);
  }
}
