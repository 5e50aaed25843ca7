package dev.valence.hubs.objects;

import dev.valence.model.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * The failures that all providers of records have in common, so that a caller reads the same words
 * whatever the provider; the provider's own words stand beside them.
 */
public final class ObjectsErrors {

  private ObjectsErrors() {}

  /** 404: the account has no such object, or its user may not see it. */
  public static ApiException unknownObject(String object, @Nullable String providerMessage) {
    return ApiException.ofProvider(
        404, "The account has no object '" + object + "'.", providerMessage);
  }

  /** 404: there is no such record, or it belongs to another one, or is deleted. */
  public static ApiException unknownRecord(
      String object, String id, @Nullable String providerMessage) {
    return ApiException.ofProvider(
        404, "No " + object + " found with ID " + id + ".", providerMessage);
  }

  /** 404: nothing of that name belongs to records of an object. */
  public static ApiException unknownChild(String object, String child) {
    return ApiException.of(
        404, "Records of '" + object + "' have nothing that is called '" + child + "'.");
  }

  /** 400: what came as the beginning of a page does not mark one. */
  public static ApiException unknownPage(@Nullable String providerMessage) {
    return ApiException.ofProvider(
        400,
        "The value of nextPage is not valid, or no longer: start again with the first page.",
        providerMessage);
  }
}
