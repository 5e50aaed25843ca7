package dev.valence.identity;

import dev.valence.http.PlainText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user may be reached by; nothing depends on it.
 *
 * @param externalId the application's own id of the user
 */
public record Contact(
    @Nullable String city,
    @Nullable String country,
    @Nullable String phone,
    @Nullable String postalCode,
    @Nullable String stateProvince,
    @Nullable String street1,
    @Nullable String street2,
    @Nullable String externalId) {

  static final Contact NONE = new Contact(null, null, null, null, null, null, null, null);

  public Contact {
    city = PlainText.of(city);
    country = PlainText.of(country);
    phone = PlainText.of(phone);
    postalCode = PlainText.of(postalCode);
    stateProvince = PlainText.of(stateProvince);
    street1 = PlainText.of(street1);
    street2 = PlainText.of(street2);
    externalId = PlainText.of(externalId);
  }

  /** The same with another's values where this one has none. */
  Contact or(Contact other) {
    return new Contact(
        first(city, other.city),
        first(country, other.country),
        first(phone, other.phone),
        first(postalCode, other.postalCode),
        first(stateProvince, other.stateProvince),
        first(street1, other.street1),
        first(street2, other.street2),
        first(externalId, other.externalId));
  }

  /** The values by their names. */
  Map<String, @Nullable String> values() {
    Map<String, @Nullable String> values = new HashMap<>();
    values.put("city", city);
    values.put("country", country);
    values.put("phone", phone);
    values.put("postalCode", postalCode);
    values.put("stateProvince", stateProvince);
    values.put("street1", street1);
    values.put("street2", street2);
    values.put("externalId", externalId);
    return values;
  }

  private static @Nullable String first(@Nullable String own, @Nullable String other) {
    return own == null ? other : own;
  }
}
