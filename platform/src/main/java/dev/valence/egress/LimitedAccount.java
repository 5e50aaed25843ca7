package dev.valence.egress;

import dev.valence.model.Element;
import dev.valence.model.Limit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose calls a provider counts: an account, and the app by which it was connected.
 *
 * @param label the element, as metrics show it
 * @param name the element, as callers see it
 * @param app names the app; without secrets
 * @param account names the account below its app; null while it is being connected
 * @param limits what the element declares
 */
public record LimitedAccount(
    String label, String name, String app, @Nullable String account, List<Limit> limits) {

  /** As many digits of the key's hash as tell apps apart. */
  private static final int DIGITS = 32;

  public LimitedAccount {
    limits = List.copyOf(limits);
  }

  /**
   * The account of an instance. Two organizations with the same app share what its provider grants;
   * an element that may be called at any host has a provider for each organization, and so has one
   * without an app.
   *
   * @param instanceId the instance's number; 0 while it is not stored
   * @param apiKey the key of the app at the provider; null without one
   */
  public static LimitedAccount of(
      Element element, long instanceId, long organizationId, @Nullable String apiKey) {
    boolean anywhere =
        element.hosts().stream().anyMatch(host -> host.startsWith("*:") || host.equals("*"));
    String key = apiKey == null || apiKey.isEmpty() ? "" : hash(apiKey);
    String owner = anywhere || key.isEmpty() ? "-" + organizationId : "";
    return new LimitedAccount(
        element.privateElement() ? "own" : element.key(),
        element.name(),
        element.id() + owner + "-" + key,
        instanceId == 0 ? null : String.valueOf(instanceId),
        element.limits());
  }

  /** Who is meant by what a provider announces without saying whom: see {@link Announcement}. */
  Limit.Per counted() {
    boolean byApp =
        !limits.isEmpty() && limits.stream().allMatch(limit -> limit.per() == Limit.Per.APP);
    return byApp ? Limit.Per.APP : Limit.Per.ACCOUNT;
  }

  private static String hash(String apiKey) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
