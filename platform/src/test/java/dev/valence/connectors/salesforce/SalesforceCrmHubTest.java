package dev.valence.connectors.salesforce;

import java.util.Map;

/** The CRM element keeps the contract of the hubs of objects. */
class SalesforceCrmHubTest extends SalesforceHubContract {

  SalesforceCrmHubTest() {
    super("sfdc", "accounts", "Account", "Name", Map.of());
  }
}
