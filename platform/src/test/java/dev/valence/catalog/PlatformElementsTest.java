package dev.valence.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.valence.model.ApiException;
import dev.valence.model.ConfigurationEntry;
import dev.valence.model.Element;
import dev.valence.model.Hub;
import dev.valence.model.HubContract;
import dev.valence.model.Parameter;
import dev.valence.model.Resource;
import dev.valence.model.ResponseDescription;
import dev.valence.store.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformElementsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anElementIsFoundByItsKeyAndByItsNumber() {
    PlatformElements catalog = catalog();
    Element dropbox = catalog.require("dropbox");
    assertThat(catalog.require(Long.toString(dropbox.id()))).isSameAs(dropbox);
    assertThat(catalog.find(dropbox.id())).contains(dropbox);
    assertThat(catalog.elements()).contains(dropbox);
  }

  @Test
  void anUnknownElementIs404() {
    PlatformElements catalog = catalog();
    for (String unknown : List.of("nosuch", "999999", "99999999999999999999", "-1", "")) {
      assertThatThrownBy(() -> catalog.require(unknown))
          .isInstanceOfSatisfying(
              ApiException.class, failure -> assertThat(failure.status()).isEqualTo(404))
          .hasMessage("No element found with ID " + unknown);
    }
  }

  @Test
  void numbersStayTheSameForEver() {
    Element first = catalog().require("dropbox");
    Element again = catalog().require("dropbox");
    assertThat(again.id()).isEqualTo(first.id()).isPositive();
    assertThat(again.configuration()).isEqualTo(first.configuration());
    assertThat(first.configuration())
        .extracting(ConfigurationEntry::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id > 0);
  }

  @Test
  void aNewElementOrEntryGetsTheNextNumberAndChangesNoOther() {
    ElementIdRepository ids = new ElementIdRepository(database.database());
    ElementIdRepository.Ids before = ids.of(Map.of("one", List.of("a", "b"))).get("one");
    Map<String, ElementIdRepository.Ids> after =
        ids.of(Map.of("one", List.of("c", "b", "a"), "another", List.of("a")));
    assertThat(after.get("one").element()).isEqualTo(before.element());
    assertThat(after.get("one").entries()).containsAllEntriesOf(before.entries()).hasSize(3);
    assertThat(after.get("another").element()).isEqualTo(before.element() + 1);
  }

  @Test
  void nodesThatStartAtOnceGetTheSameNumbers() throws Exception {
    ElementIdRepository ids = new ElementIdRepository(database.database());
    Callable<Map<String, ElementIdRepository.Ids>> start =
        () -> ids.of(Map.of("one", List.of("a", "b", "c"), "two", List.of("a")));
    try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
      List<Future<Map<String, ElementIdRepository.Ids>>> answers =
          nodes.invokeAll(IntStream.range(0, 8).mapToObj(node -> start).toList());
      for (Future<Map<String, ElementIdRepository.Ids>> answer : answers) {
        assertThat(answer.get()).isEqualTo(answers.getFirst().get());
      }
    }
  }

  @Test
  void dropboxIsAsTheContractShowsIt() {
    JsonNode shown = JSON.valueToTree(catalog().require("dropbox").summaryIn("elements"));
    assertThat(shown.path("name").asText()).isEqualTo("Dropbox");
    assertThat(shown.path("description").asText())
        .isEqualTo(
            "Add a Dropbox Instance to connect your existing Dropbox account to the Documents Hub,"
                + " allowing you to manage files and folders. You will need your Dropbox account"
                + " information to add an instance.");
    assertThat(shown.path("existingAccountDescription").asText())
        .isEqualTo(
            "Give your application access to your existing Dropbox accountEnter your credentials"
                + " and details for your Dropbox Account");
    assertThat(shown.path("configDescription").asText())
        .isEqualTo(
            "If you do not have an Dropbox.net account, you can create one at Dropbox.Net Signup");
    assertThat(shown.path("image").asText()).isEqualTo("elements/provider_dropbox.png");
    assertThat(shown.path("hub").asText()).isEqualTo("documents");
    assertThat(shown.at("/authentication/type").asText()).isEqualTo("oauth2");
    assertThat(shown.path("protocolType").asText()).isEqualTo("http");
    for (String yes : List.of("active", "typeOauth", "cloneable", "extendable")) {
      assertThat(shown.path(yes).booleanValue()).as(yes).isTrue();
    }
    for (String no :
        List.of(
            "deleted",
            "trialAccount",
            "transformationsEnabled",
            "bulkDownloadEnabled",
            "bulkUploadEnabled",
            "extended",
            "beta",
            "private")) {
      assertThat(shown.path(no).isBoolean() && !shown.path(no).booleanValue()).as(no).isTrue();
    }
    assertThat(shown.path("parameters")).isEmpty();
    assertThat(shown.path("parameters").isArray()).isTrue();
    assertThat(shown.has("configuration")).isFalse();
    assertThat(shown.path("resources")).isEmpty();
    assertThat(shown.path("resources").isArray()).isTrue();
  }

  @Test
  void dropboxAsksForWhatOnlyTheUserKnows() {
    Element dropbox = catalog().require("dropbox");
    assertThat(dropbox.configuration())
        .filteredOn(entry -> entry.required() && !entry.internal() && entry.defaultValue() == null)
        .extracting(ConfigurationEntry::key)
        .containsExactly("oauth.api.key", "oauth.api.secret", "oauth.callback.url");
    assertThat(dropbox.configurationEntry("base.url").orElseThrow().defaultValue())
        .isEqualTo("https://api.dropboxapi.com/2");
    assertThat(dropbox.configurationEntry("filter.response.nulls").orElseThrow().defaultValue())
        .isEqualTo("true");
    assertThat(dropbox.configurationEntry("nosuch")).isEmpty();
  }

  @Test
  void theImageFollowsTheVocabularyAndAUrlStays() throws JsonProcessingException {
    Element dropbox = catalog().require("dropbox");
    assertThat(dropbox.shownIn("your_moms").image()).isEqualTo("your_moms/provider_dropbox.png");
    Element foreign =
        JSON.readValue(
            """
            {"key": "x", "image": "https://example.com/x.png"}\
            """,
            Element.class);
    assertThat(foreign.imageIn("elements")).contains("https://example.com/x.png");
  }

  @Test
  void theImageIsOfTheElementsFolder() {
    assertThat(catalog().image("provider_dropbox.png").orElseThrow())
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(catalog().image("element.yaml")).isEmpty();
  }

  @Test
  void secretDefaultsAreMasked() throws JsonProcessingException {
    Element element =
        JSON.readValue(
            """
            {"key": "x", "configuration": [
              {"key": "password", "type": "PASSWORD", "defaultValue": "open sesame"},
              {"key": "oauth.api.key", "type": "TEXTFIELD_32", "defaultValue": "k"},
              {"key": "hidden", "type": "TEXTFIELD_32", "isPrivate": true, "defaultValue": "h"},
              {"key": "plain", "type": "TEXTFIELD_32", "defaultValue": "p"},
              {"key": "token", "type": "PASSWORD"}]}
            """,
            Element.class);
    assertThat(element.shownIn("elements").configuration())
        .extracting(ConfigurationEntry::defaultValue)
        .containsExactly("********", "********", "********", "p", null);
  }

  @Test
  void anAbridgedElementHasNoLists() {
    Element abridged = catalog().require("dropbox").abridgedIn("elements");
    assertThat(abridged.configuration()).isEmpty();
    assertThat(abridged.resources()).isEmpty();
    assertThat(abridged.parameters()).isEmpty();
    assertThat(abridged.name()).isEqualTo("Dropbox");
  }

  @Test
  void aConnectorsElementHasTheResourcesOfItsHub() {
    Resource files = resource("GET", "/hubs/documents/files");
    PlatformElements catalog = catalog(EndpointOverlay.none(), contract("documents", files));
    assertThat(catalog.require("dropbox").resources())
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withIgnoredFieldsMatchingRegexes("(.*\\.)?id")
                .build())
        .containsExactly(files);
    assertThat(catalog.require("dropbox").resources()).allMatch(resource -> resource.id() != null);
    assertThat(catalog.withResources(hub(catalog, "documents")).resources()).containsExactly(files);
    assertThat(catalog.withResources(hub(catalog, "crm")).resources()).isEmpty();
  }

  @Test
  void anOverlayReplacesDefaultsAndAddsHosts() throws JsonProcessingException {
    EndpointOverlay overlay =
        EndpointOverlay.parse(
            JSON.readTree(
                """
                {"dropbox": {
                  "configuration": {"base.url": "http://127.0.0.1:8091/2", "nosuch": "x"},
                  "hosts": ["127.0.0.1:8091"]},
                 "nosuch": {"hosts": ["127.0.0.1:8092"]}}
                """));
    Element dropbox = catalog(overlay).require("dropbox");
    assertThat(dropbox.configurationEntry("base.url").orElseThrow().defaultValue())
        .isEqualTo("http://127.0.0.1:8091/2");
    assertThat(dropbox.configurationEntry("oauth.token.url").orElseThrow().defaultValue())
        .isEqualTo("https://api.dropboxapi.com/oauth2/token");
    assertThat(dropbox.configurationEntry("nosuch")).isEmpty();
    assertThat(dropbox.hosts())
        .containsExactly(
            "www.dropbox.com", "api.dropboxapi.com", "content.dropboxapi.com", "127.0.0.1:8091");
  }

  @Test
  void anOverlayOfAnotherShapeIsRefused() throws JsonProcessingException {
    for (String wrong :
        List.of(
            "[]", "{\"x\": {\"hosts\": [1]}}", "{\"x\": {\"configuration\": {\"base.url\": 1}}}")) {
      JsonNode document = JSON.readTree(wrong);
      assertThatThrownBy(() -> EndpointOverlay.parse(document))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theHubsHaveTheNumbersOfTheContract() {
    PlatformElements catalog = catalog();
    assertThat(catalog.hubs()).extracting(Hub::key).isSorted().doesNotHaveDuplicates();
    assertThat(catalog.hubs()).extracting(Hub::id).doesNotHaveDuplicates();
    assertThat(catalog.hubs()).allMatch(Hub::active);
    Hub documents = hub(catalog, "documents");
    assertThat(documents.id()).isEqualTo(4);
    assertThat(documents.name()).isEqualTo("Cloud Storage & Documents");
    assertThat(hub(catalog, "crm").id()).isEqualTo(11);
    assertThat(hub(catalog, "marketing").id()).isEqualTo(12);
    assertThat(hub(catalog, "helpdesk").id()).isEqualTo(14);
    assertThat(hub(catalog, "messaging").id()).isEqualTo(1);
  }

  private static Hub hub(PlatformElements catalog, String key) {
    return catalog.hubs().stream().filter(hub -> hub.key().equals(key)).findFirst().orElseThrow();
  }

  private PlatformElements catalog() {
    return catalog(EndpointOverlay.none());
  }

  private PlatformElements catalog(EndpointOverlay overlay, HubContract... contracts) {
    return new PlatformElements(
        database.database(),
        overlay,
        ElementDirectory.none(),
        List.of(contracts),
        element ->
            Stream.of(contracts)
                .filter(contract -> contract.hub().equals(element.hub()))
                .flatMap(contract -> contract.resources().stream())
                .toList());
  }

  private static Resource resource(String method, String path) {
    return Resource.ofConnector(
        "files",
        "Files",
        method,
        path,
        List.of(Parameter.of("query", "path", "string", true, "The path of the file")),
        "NO_PAGINATION",
        new ResponseDescription("application/json", null, null));
  }

  private static HubContract contract(String hub, Resource... resources) {
    return new HubContract() {
      @Override
      public String hub() {
        return hub;
      }

      @Override
      public List<Resource> resources() {
        return List.of(resources);
      }
    };
  }
}
