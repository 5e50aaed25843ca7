package dev.valence.identity;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * An account as callers see it (contract, platform 1.4).
 *
 * @param companyId the organization
 */
public record AccountAnswer(
    long id,
    String name,
    String description,
    boolean active,
    long companyId,
    String externalId,
    LocalDate createdDate,
    LocalDate updatedDate,
    boolean defaultAccount,
    String type) {

  static AccountAnswer of(Account account) {
    return new AccountAnswer(
        account.id(),
        account.name(),
        account.description(),
        account.active(),
        account.organizationId(),
        account.externalId(),
        LocalDate.ofInstant(account.createdAt(), ZoneOffset.UTC),
        LocalDate.ofInstant(account.updatedAt(), ZoneOffset.UTC),
        account.isDefault(),
        account.isDefault() ? "Default" : "CompanyAccount");
  }
}
