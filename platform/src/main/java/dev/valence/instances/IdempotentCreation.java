package dev.valence.instances;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.identity.Principal;
import dev.valence.instances.IdempotencyRepository.Earlier;
import dev.valence.model.ApiException;
import dev.valence.model.Secret;
import dev.valence.store.HeldLease;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates an instance once for each {@code Idempotency-Key}: who sends a request again, since the
 * answer was lost, gets the instance that came of it.
 */
@ApplicationScoped
class IdempotentCreation {

  private static final int LONGEST_KEY = 255;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Provisioning provisioning;
  private final InstanceRepository instances;
  private final IdempotencyRepository keys;
  private final ProviderTurns turns;

  IdempotentCreation(
      Provisioning provisioning,
      InstanceRepository instances,
      IdempotencyRepository keys,
      ProviderTurns turns) {
    this.provisioning = provisioning;
    this.instances = instances;
    this.keys = keys;
    this.turns = turns;
  }

  /**
   * Creates an instance, or gives the one that the same request made before.
   *
   * @param idempotencyKey what the caller has chosen; null for a request that is none of them
   * @throws ApiException 409 for a key that was used for another request, and while the same
   *     request is being answered for too long; else as {@link Provisioning#create}
   */
  Instance create(
      Principal owner,
      Optional<String> keyOrId,
      CreateInstance body,
      @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return provisioning.create(owner, keyOrId, body, (handle, id) -> {});
    }
    Secret key = checked(idempotencyKey);
    long organizationId = owner.organizationId();
    // Whoever sends the request at the same time waits, and gets what becomes of it.
    try (HeldLease _ =
        turns
            .take(keys.lease(key))
            .orElseThrow(() -> ApiException.of(409, "The same request is being answered."))) {
      Optional<Earlier> earlier = keys.begin(organizationId, key, request(keyOrId, body));
      if (earlier.isPresent() && !earlier.get().same()) {
        throw ApiException.of(409, "The Idempotency-Key was used for another request.");
      }
      return earlier
          .flatMap(Earlier::instance)
          .flatMap(id -> instances.find(organizationId, id))
          .orElseGet(() -> create(owner, keyOrId, body, key));
    }
  }

  private Instance create(
      Principal owner, Optional<String> keyOrId, CreateInstance body, Secret key) {
    long organizationId = owner.organizationId();
    try {
      return provisioning.create(
          owner, keyOrId, body, (handle, id) -> keys.end(handle, organizationId, key, id));
    } catch (ApiException e) {
      keys.forget(organizationId, key);
      throw e;
    }
  }

  private static Secret checked(String key) {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw ApiException.badRequest(
          List.of("Idempotency-Key must have 1 to " + LONGEST_KEY + " characters."));
    }
    return Secret.of(key);
  }

  private static Secret request(Optional<String> keyOrId, CreateInstance body) {
    try {
      return Secret.of(keyOrId.orElse("") + "\n" + JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON cannot be written as JSON.", e);
    }
  }
}
