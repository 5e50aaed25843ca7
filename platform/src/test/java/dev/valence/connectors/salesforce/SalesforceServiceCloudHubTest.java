package dev.valence.connectors.salesforce;

import java.util.Map;

/** The element of Service Cloud keeps the contract of the hubs of objects. */
class SalesforceServiceCloudHubTest extends SalesforceHubContract {

  SalesforceServiceCloudHubTest() {
    super("sfdcservicecloud", "incidents", "Case", "Subject", Map.of());
  }
}
