package dev.valence.connectors.salesforce;

import static dev.valence.connectors.salesforce.SalesforceSamples.activity;
import static dev.valence.connectors.salesforce.SalesforceSamples.below;
import static dev.valence.connectors.salesforce.SalesforceSamples.comment;
import static dev.valence.connectors.salesforce.SalesforceSamples.company;
import static dev.valence.connectors.salesforce.SalesforceSamples.contact;
import static dev.valence.connectors.salesforce.SalesforceSamples.incident;
import static dev.valence.connectors.salesforce.SalesforceSamples.task;

import java.util.List;
import java.util.stream.Stream;

/** The element of Service Cloud keeps the contract of the hubs of objects. */
class SalesforceServiceCloudHubTest extends SalesforceHubContract {

  SalesforceServiceCloudHubTest() {
    super("sfdcservicecloud", incident("incidents"), "Case", "Subject", "Reason");
  }

  @Override
  public List<Sample> samples() {
    return List.of(incident("incidents"), contact("contacts"), company("accounts"));
  }

  @Override
  public List<Child> children() {
    return Stream.of(
            below("incidents", activity(), task(), comment()),
            below("contacts", activity(), task()))
        .flatMap(each -> each)
        .toList();
  }
}
