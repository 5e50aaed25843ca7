package dev.valence.connectors.salesforce;

import dev.valence.hubs.documents.HubCaller;
import dev.valence.hubs.objects.ObjectsHubContract;
import dev.valence.sandbox.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of the hubs of objects for an element of Salesforce and one of its objects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SalesforceHubContract extends ObjectsHubContract {

  private final String key;
  private final String object;
  private final String type;
  private final String textField;
  private final Map<String, String> required;
  private ConnectedSalesforce account;

  /**
   * @param type Salesforce's name of the object
   * @param required what a record needs besides its text
   */
  SalesforceHubContract(
      String key, String object, String type, String textField, Map<String, String> required) {
    this.key = key;
    this.object = object;
    this.type = type;
    this.textField = textField;
    this.required = required;
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
  protected HubCaller emptyAccount() {
    return account.emptied();
  }

  @Override
  protected String object() {
    return object;
  }

  @Override
  protected String textField() {
    return textField;
  }

  @Override
  protected String emptyField() {
    return "Description";
  }

  @Override
  protected String store(String text) {
    Map<String, String> fields = new HashMap<>(required);
    fields.put(textField, text);
    return account.store(type, fields);
  }

  @Override
  protected void keepNulls() {
    account.configure("filter.response.nulls", "false");
  }

  @Override
  protected void refuse(String words) {
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
  protected void fail() {
    account.vendor().fault(Fault.status(ConnectedSalesforce.BASE, 9, 503, "Down"));
  }

  @Override
  protected void forgetLists() {
    account.sandbox().advanceClock(Duration.ofDays(3));
  }
}
