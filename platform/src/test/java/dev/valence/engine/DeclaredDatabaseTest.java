package dev.valence.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.jdbc.DatabaseSettings;
import dev.valence.model.ApiException;
import dev.valence.store.TestDatabase;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Elements whose vendor is a database (contract, platform 6.7), on a real one. */
@Tag("database")
class DeclaredDatabaseTest extends DeclaredTest {

  private static TestDatabase server;

  @BeforeAll
  static void open() {
    server = TestDatabase.fresh();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void people() {
    server
        .database()
        .change(handle -> {
          handle.execute("drop table if exists person");
          handle.execute("create table person (id int primary key, name text, site text)");
          handle.execute(
              "insert into person select n, 'p' || n, 's' from generate_series(1, 100) n");
        });
  }

  @Override
  DatabaseSettings databases() {
    URI address = URI.create(server.url().substring("jdbc:".length()));
    return DatabaseSettings.of(
        List.of("org.postgresql.Driver"),
        List.of(address.getHost() + ":" + address.getPort()),
        List.of());
  }

  @Test
  void aStatementIsCarriedOutWithWhatIsAssigned() {
    ObjectNode one =
        resource("GET", "/people/{id}", "select id, name from person where id = :id::int");
    ObjectNode list =
        resource(
            "GET",
            "/people",
            "select id from person where :q::text is null or name = :q order by id");
    parameter(list, "name", "query", "q", "query");
    ObjectNode add = resource("POST", "/people", "insert into person values (:id, :name, {site})");
    parameter(add, "body", "body", "b", "body");
    parameter(add, "site", "configuration", "site", "query");
    TestInstance instance = database(one, list, add);
    instance.values().put("site", "it's; drop table person");

    assertThat(json(get(instance, "/people/7"))).isEqualTo("[{'id':7,'name':'p7'}]");
    assertThat(json(get(instance, "/people", "name=p9"))).isEqualTo("[{'id':9}]");
    assertThat(get(instance, "/people").returnedCount()).hasValue(50);
    assertThat(json(get(instance, "/people", "name=x' or 'a'='a"))).isEqualTo("[]");
    assertThat(json(engine.call(instance, post("/people", "{\"id\": 101, \"name\": \"new\"}"))))
        .isEqualTo("{'count':1}");
    assertThat(
            server
                .database()
                .<String>read(handle ->
                    handle
                        .createQuery("select site from person where id = 101")
                        .mapTo(String.class)
                        .one()))
        .isEqualTo("it's; drop table person");
  }

  @Test
  void pagesAreTheStatements() {
    ObjectNode list =
        resource("GET", "/people", "select id from person order by id limit :size offset :first");
    parameter(list, "pageSize", "query", "size", "query");
    parameter(list, "page", "query", "first", "query");
    TestInstance instance = database(list);
    instance.values().put("pagination.type", "offset");

    HubAnswer second = get(instance, "/people", "pageSize=2", "page=2");

    assertThat(json(second)).isEqualTo("[{'id':3},{'id':4}]");
    assertThat(second.nextPage()).contains("4");
  }

  @Test
  void hooksAreAroundIt() {
    ObjectNode list = resource("GET", "/people", "select 1");
    list.withArrayProperty("hooks")
        .addObject()
        .put("type", "preRequest")
        .put("body", "done({request_vendor_path: 'select count(*) as n from person'});");
    list.withArrayProperty("hooks")
        .addObject()
        .put("type", "postRequest")
        .put("body", "done({response_body: response_body[0].n});");

    assertThat(json(get(database(list), "/people"))).isEqualTo("100");
  }

  @Test
  void itsFailuresAreTold() {
    TestInstance instance =
        database(
            resource("GET", "/wrong", "select nothing from nowhere"),
            resource("GET", "/change", "delete from person"),
            resource("GET", "/unbound", "select :missing"));

    assertThat(refused(400, instance, "/wrong").providerMessage().orElseThrow())
        .contains("nowhere");
    refused(400, instance, "/change");
    refused(400, instance, "/unbound");
    instance.values().put("password", "wrong password");
    ApiException failure = refused(401, instance, "/wrong");
    assertThat(failure.providerMessage().orElse("") + failure.message())
        .doesNotContain("wrong password");
    instance.values().put("base.url", "jdbc:postgresql://192.0.2.1:5432/x");
    assertThat(refused(403, instance, "/wrong").message()).contains("192.0.2.1");
  }

  @Test
  void anExplanationShowsTheStatementAndAsksNobody() {
    TestInstance instance =
        database(resource("DELETE", "/people/{id}", "delete from person where id = :id::int"));

    String told = engine.explain(instance, call("DELETE", "/people/7")).toString();

    assertThat(told).contains("delete from person where id = :id::int", "\"id\":\"7\"");
    assertThat(
            server
                .database()
                .<Integer>read(handle ->
                    handle.createQuery("select count(*) from person").mapTo(Integer.class).one()))
        .isEqualTo(100);
  }

  private TestInstance database(ObjectNode... resources) {
    ObjectNode element = TestVendor.JSON.createObjectNode().put("protocolType", "jdbc");
    element.withArrayProperty("resources").addAll(List.of(resources));
    TestInstance instance = instanceOf("custom", element);
    instance.values().put("base.url", server.url());
    instance.values().put("username", server.user());
    instance.values().put("password", server.password());
    instance.values().put("pagination.max", "50");
    return instance;
  }

  private static ObjectNode resource(String method, String path, String sql) {
    return TestVendor.JSON
        .createObjectNode()
        .put("method", method)
        .put("path", "/hubs/social" + path)
        .put("vendorPath", sql);
  }

  private static void parameter(
      ObjectNode owner, String name, String type, String vendorName, String vendorType) {
    owner
        .withArrayProperty("parameters")
        .addObject()
        .put("name", name)
        .put("type", type)
        .put("vendorName", vendorName)
        .put("vendorType", vendorType);
  }
}
