package dev.valence.connectors.salesforce;

import static dev.valence.connectors.salesforce.SalesforceSamples.activity;
import static dev.valence.connectors.salesforce.SalesforceSamples.below;
import static dev.valence.connectors.salesforce.SalesforceSamples.campaign;
import static dev.valence.connectors.salesforce.SalesforceSamples.company;
import static dev.valence.connectors.salesforce.SalesforceSamples.contact;
import static dev.valence.connectors.salesforce.SalesforceSamples.lead;
import static dev.valence.connectors.salesforce.SalesforceSamples.note;
import static dev.valence.connectors.salesforce.SalesforceSamples.opportunity;
import static dev.valence.connectors.salesforce.SalesforceSamples.task;

import java.util.List;
import java.util.stream.Stream;

/** The CRM element keeps the contract of the hubs of objects. */
class SalesforceCrmHubTest extends SalesforceHubContract {

  SalesforceCrmHubTest() {
    super("sfdc", company("accounts"), "Account", "Name", "AccountNumber");
  }

  @Override
  public List<Sample> samples() {
    return List.of(
        company("accounts"),
        contact("contacts"),
        lead("leads"),
        opportunity("opportunities"),
        campaign("campaigns"),
        activity(),
        task());
  }

  @Override
  public List<Child> children() {
    return Stream.of(
            below("accounts", activity(), note(), task()),
            below("contacts", activity(), note(), task()),
            below("leads", activity(), note(), task()),
            below("opportunities", activity(), note(), task()),
            below("campaigns", activity(), task()))
        .flatMap(each -> each)
        .toList();
  }
}
