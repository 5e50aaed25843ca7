package dev.valence.connectors.salesforce;

import java.util.Map;

/** The marketing element keeps the contract of the hubs of objects. */
class SalesforceMarketingCloudHubTest extends SalesforceHubContract {

  SalesforceMarketingCloudHubTest() {
    super("sfdcmarketingcloud", "campaigns", "Campaign", "Name", Map.of());
  }
}
