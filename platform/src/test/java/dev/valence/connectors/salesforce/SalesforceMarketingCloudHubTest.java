package dev.valence.connectors.salesforce;

import static dev.valence.connectors.salesforce.SalesforceSamples.activity;
import static dev.valence.connectors.salesforce.SalesforceSamples.below;
import static dev.valence.connectors.salesforce.SalesforceSamples.campaign;
import static dev.valence.connectors.salesforce.SalesforceSamples.company;
import static dev.valence.connectors.salesforce.SalesforceSamples.contact;
import static dev.valence.connectors.salesforce.SalesforceSamples.lead;
import static dev.valence.connectors.salesforce.SalesforceSamples.opportunity;
import static dev.valence.connectors.salesforce.SalesforceSamples.task;

import java.util.List;
import java.util.stream.Stream;

/** The marketing element keeps the contract of the hubs of objects. */
class SalesforceMarketingCloudHubTest extends SalesforceHubContract {

  SalesforceMarketingCloudHubTest() {
    super("sfdcmarketingcloud", campaign("campaigns"), "Campaign", "Name", "ParentId");
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        campaign("campaigns"),
        lead("leads"),
        contact("contacts"),
        company("accounts"),
        opportunity("opportunities"),
        campaign("lists"),
        activity(),
        task());
  }

  @Override
  public List<Child> children() {
    return Stream.of(
            below("campaigns", activity(), task()),
            below("leads", activity(), task()),
            below("contacts", activity(), task()),
            below("accounts", activity(), task()))
        .flatMap(each -> each)
        .toList();
  }

  @Override
  public List<Members> members() {
    return List.of(new Members("lists", "contacts"), new Members("lists", "leads"));
  }
}
