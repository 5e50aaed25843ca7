package dev.valence.connectors.salesforce;

import dev.valence.connectors.ConnectedAccount;
import dev.valence.hubs.objects.ObjectsHubContract;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of the hubs of objects for an element of Salesforce. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SalesforceHubContract extends ObjectsHubContract {

  private final String key;
  private final Sample listed;
  private final String type;
  private final String textField;
  private final String emptyField;
  private ConnectedSalesforce account;

  /**
   * @param listed the object on which lists are tried
   * @param type Salesforce's name of it
   * @param textField its field that has a record's text
   * @param emptyField a field of it that conditions can name and that samples lack
   */
  SalesforceHubContract(
      String key, Sample listed, String type, String textField, String emptyField) {
    this.key = key;
    this.listed = listed;
    this.type = type;
    this.textField = textField;
    this.emptyField = emptyField;
  }

  @BeforeAll
  void connect() {
    account = new ConnectedSalesforce(key);
  }

  @AfterAll
  void disconnect() throws IOException {
    account.close();
  }

  @Override
  protected ConnectedAccount account() {
    return account;
  }

  @Override
  public String object() {
    return listed.object();
  }

  @Override
  public String textField() {
    return textField;
  }

  @Override
  public String emptyField() {
    return emptyField;
  }

  @Override
  public String createdField() {
    return "CreatedDate";
  }

  @Override
  public List<Members> members() {
    return List.of();
  }

  @Override
  public Sample otherObject() {
    return SalesforceSamples.invoice();
  }

  @Override
  public Child otherChild() {
    return SalesforceSamples.contactsOfAccount("accounts");
  }

  @Override
  public String store(String text) {
    return account.store(type, Map.of(textField, text));
  }

  @Override
  public void keepNulls() {
    account.configure("filter.response.nulls", "false");
  }

  @Override
  public void refuse(String words) {
    account
        .vendor()
        .fault(
            Fault.status(
                ConnectedSalesforce.BASE,
                1,
                400,
                "[{\"message\":\"" + words + "\",\"errorCode\":\"MALFORMED_QUERY\"}]"));
  }

  @Override
  public void fail() {
    account.vendor().fault(Fault.status(ConnectedSalesforce.BASE, 9, 503, "Down"));
  }

  @Override
  public void forgetLists() {
    account.sandbox().advanceClock(Duration.ofDays(3));
  }
}
