package dev.valence.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.app.Api.Answer;
import dev.valence.identity.AnotherOrganization;
import dev.valence.identity.Principal;
import dev.valence.model.Secret;
import dev.valence.store.Database;
import dev.valence.vault.Vault;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Accounts and users that a test makes for itself, and calls in their names. */
final class People {

  static final String PASSWORD = "a password of nobody";

  private final Api api;

  People(Api api) {
    this.api = api;
  }

  /** Somebody who calls. */
  record Person(long id, long account, String email, String secret, String credentials) {}

  /** A call with JSON, in single quotes, by somebody. */
  Answer send(String method, String path, String credentials, String json) {
    return api.call(method, path, credentials, json.replace('\'', '"'));
  }

  /** The same by the administrator. */
  Answer send(String method, String path, String json) {
    return send(method, path, api.organization(), json);
  }

  Answer get(String path) {
    return api.get(path, api.organization());
  }

  Answer delete(String path) {
    return api.delete(path, api.organization());
  }

  static String unique(String what) {
    return what + "-" + UUID.randomUUID();
  }

  static String email() {
    return unique("somebody") + "@example.org";
  }

  JsonNode account() {
    return RestTest.succeeded(
            send("POST", "/accounts", "{'externalId': '%s'}".formatted(unique("account"))))
        .json();
  }

  long defaultAccount() {
    return get("/accounts?where=defaultAccount%3Dtrue").json().get(0).path("id").asLong();
  }

  /** The body of a request that makes a user. */
  static String body(String email, String... roles) {
    String keys =
        Arrays.stream(roles).map("{'key': '%s'}"::formatted).collect(Collectors.joining(", "));
    return "{'firstName': 'Grace', 'lastName': 'Hopper', 'email': '%s', 'password': '%s', 'roles': [%s]}"
        .formatted(email, PASSWORD, keys);
  }

  /** A new user of an account. */
  Person user(long account, String... roles) {
    Answer made = send("POST", "/accounts/" + account + "/users", body(email(), roles));
    return person(RestTest.succeeded(made).json());
  }

  Person person(JsonNode user) {
    String secret = user.path("secret").asText();
    assertThat(secret).hasSizeGreaterThan(40);
    return new Person(
        user.path("id").asLong(),
        user.path("accountId").asLong(),
        user.path("email").asText(),
        secret,
        "User " + secret + ", Organization " + api.organizationSecret());
  }

  /** The administrator of another organization. */
  static Person stranger(Database database, Vault vault) {
    String user = unique("user");
    String organization = unique("organization");
    String email = email();
    Principal principal =
        AnotherOrganization.add(database, vault, email, Secret.of(user), Secret.of(organization));
    return new Person(
        principal.userId(),
        principal.accountId(),
        email,
        user,
        "User " + user + ", Organization " + organization);
  }

  /** The status of a login's answer. */
  int signIn(String email, String password) {
    return send(
            "POST",
            "/authentication",
            "",
            "{'username': '%s', 'password': '%s'}".formatted(email, password))
        .status();
  }

  /** The ids in a list. */
  static List<Long> ids(Answer list) {
    return StreamSupport.stream(RestTest.succeeded(list).json().spliterator(), false)
        .map(item -> item.path("id").asLong())
        .toList();
  }
}
