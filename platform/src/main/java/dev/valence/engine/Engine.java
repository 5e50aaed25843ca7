package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.valence.connectors.Connection;
import dev.valence.connectors.Connector;
import dev.valence.connectors.ConnectorRegistry;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.connectors.ObjectsConnector;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressException;
import dev.valence.egress.Governor;
import dev.valence.egress.LimitedAccount;
import dev.valence.egress.Retries;
import dev.valence.egress.RetryingSender;
import dev.valence.egress.Sender;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.DocumentsOperation;
import dev.valence.hubs.objects.ObjectsContract;
import dev.valence.jdbc.DatabaseStatement;
import dev.valence.jdbc.Databases;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import dev.valence.model.Element;
import dev.valence.oauth.Masking;
import dev.valence.oauth.OAuth1Signer;
import dev.valence.script.Scripts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a call of a hub's resource, for an instance, to the vendor and back. */
@ApplicationScoped
public class Engine {

  private static final String TOKEN = "oauth.user.token";
  private static final String APP = "oauth.api.key";
  private static final String TAGGING = "document.tagging";

  /** Steps that get tokens: they are not signed with what they get. */
  private static final Set<String> WITHOUT_TOKEN =
      Set.of(
          "oauthOnAuthorizeUrl",
          "oauthOnTokenRequest",
          "oauth1OnTokenRequest",
          "oauthOnTokenExchange",
          "oauthOnTokenRefresh",
          "oauth2Password");

  private final ConnectorRegistry connectors;
  private final DocumentsContract documents;
  private final Egress egress;
  private final Governor governor;
  private final OAuth1Signer oauth1;
  private final Scripts scripts;
  private final Databases databases;

  private final Routes ofDocuments;

  // These caches are read in every call. Readers do their upkeep, for which others would be woken
  // up.

  /** Made once for each version of an element. */
  private final LoadingCache<Element, PreparedElement> prepared =
      Caffeine.newBuilder().executor(Runnable::run).weakKeys().build(PreparedElement::of);

  /** The same for those whose hub is one of objects. */
  private final LoadingCache<Element, ObjectsContract> contracts =
      Caffeine.newBuilder().executor(Runnable::run).weakKeys().build(ObjectsContract::of);

  private final LoadingCache<ObjectsContract, Routes> ofObjects =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .weakKeys()
          .build(contract -> Routes.of(contract.hub(), contract.resources()));

  public Engine(
      ConnectorRegistry connectors,
      DocumentsContract documents,
      Egress egress,
      Governor governor,
      OAuth1Signer oauth1,
      Scripts scripts,
      Databases databases) {
    this.connectors = connectors;
    this.documents = documents;
    this.ofDocuments = Routes.of(documents.hub(), documents.resources());
    this.egress = egress;
    this.governor = governor;
    this.oauth1 = oauth1;
    this.scripts = scripts;
    this.databases = databases;
  }

  /**
   * Answers a call.
   *
   * @return the answer; the content of a file in it must be closed
   * @throws ApiException for every failure: 400 for wrong parameters and for a hook that fails, 404
   *     for a resource that the element has not, 405 for another method of one that it has, 401
   *     when the user has to consent again, 429 when the vendor asks to wait or too many hooks run,
   *     501 for what a definition asks for and this version does not carry out, 502 when the vendor
   *     cannot be reached or fails
   */
  public HubAnswer call(ConnectedInstance instance, HubCall call) {
    if (!instance.traced()) {
      return answer(call, run(instance, hosts(instance), Trail.NONE));
    }
    Explanation trace = explanation(instance, call);
    try {
      Sender traced = new TracingSender(hosts(instance), instance.instanceId(), trace);
      return answer(call, run(instance, traced, trace));
    } finally {
      instance.record(trace.byCall());
    }
  }

  /**
   * Tells what would be sent to the vendor for a call, and why, without calling it or anybody else
   * and without keeping anything.
   *
   * @return the steps up to the first that needs the network, without secrets
   * @throws ApiException for a call that fails before
   */
  public JsonNode explain(ConnectedInstance instance, HubCall call) {
    ExplainedInstance explained = new ExplainedInstance(instance);
    Explanation explanation = explanation(instance, call);
    NoNetwork network = new NoNetwork();
    Sender vendor = network.vendor(explanation);
    ObjectNode told =
        JsonNodeFactory.instance
            .objectNode()
            .put("element", instance.element().key())
            .put("call", call.method() + " " + call.path());
    boolean vendorNeeded = false;
    try {
      HubAnswer answer =
          answer(
              call,
              new ResourceRun(
                  explained,
                  SigningSender.of(explained, vendor, oauth1),
                  network.ofHooks(),
                  network.ofHooks(),
                  scripts,
                  network.database(explanation),
                  governor.retries(account(instance), false),
                  explanation));
      if (answer.body() instanceof HubAnswer.Json(JsonNode content)) {
        told.set("answer", explanation.shown(content));
      }
    } catch (NoNetwork.Needed e) {
      vendorNeeded = true;
    } catch (ApiException e) {
      if (!network.hookCalled()) {
        throw e;
      }
    }
    told.put("stopped", network.end(vendorNeeded));
    told.putArray("calls").addAll(explanation.calls());
    return told;
  }

  /**
   * Whether an element answers a path with a method, or once did.
   *
   * @param path the path below the hub, as in {@link HubCall}
   */
  public boolean offers(Element element, String method, String path) {
    return prepared.get(element).routes().offer(method, path);
  }

  /**
   * What the vendor wants to know whenever it is asked for tokens of the element's instances.
   *
   * @return parameters of the form by their names
   */
  public Map<String, String> tokenParameters(Element element, Configuration configuration) {
    return Optional.ofNullable(element.connector())
        .flatMap(connectors::find)
        .map(connector -> connector.tokenParameters(configuration))
        .orElse(Map.of());
  }

  /**
   * Does what an element wants to be done with a newly connected account. What it finds out is
   * given to {@link ConnectedInstance#keep}.
   *
   * @throws ApiException when the account cannot be used: 400 with the vendor's words when it does
   *     not accept what was sent, 502 when it cannot be reached or fails
   */
  public void provision(ConnectedInstance instance) {
    provision(instance, Map.of());
  }

  /**
   * The same with something that steps find as the query of their call.
   *
   * @param parameters what came with the request that connects the account, such as {@code realmId}
   */
  public void provision(ConnectedInstance instance, Map<String, String> parameters) {
    Element element = instance.element();
    try {
      ResourceRun run = run(instance, hosts(instance), Trail.NONE);
      new DeclaredSteps(run).provision(parameters);
      Optional.ofNullable(element.connector())
          .flatMap(connectors::find)
          .map(connector -> connector.discover(connection(run)))
          .ifPresent(instance::keep);
    } catch (EgressException e) {
      throw unreachable(element, e);
    }
  }

  /**
   * Does what an element wants to be done with an account that is about to be disconnected.
   *
   * @throws ApiException when the vendor refuses or cannot be reached
   */
  public void leave(ConnectedInstance instance) {
    try {
      new DeclaredSteps(run(instance, hosts(instance), Trail.NONE)).leave();
    } catch (EgressException e) {
      throw unreachable(instance.element(), e);
    }
  }

  /** Whether an element declares a step of an instance's life (contract, element format 5). */
  public static boolean declares(Element element, String step) {
    return element.resources().stream().anyMatch(resource -> resource.type().equals(step));
  }

  /**
   * Runs the steps of one type that an element declares, such as {@code oauthOnTokenExchange}. What
   * they keep of the answers is given to {@link ConnectedInstance#keep}.
   *
   * @param parameters what the step finds as the query of its call, such as {@code code}
   * @return what the last of them was answered with, after its hooks; empty without any
   * @throws ApiException 400 with the vendor's words when it refuses, 502 when it cannot be reached
   *     or fails
   */
  public Optional<JsonNode> step(
      ConnectedInstance instance, String type, Map<String, String> parameters) {
    Sender links = hosts(instance);
    Sender hosts = governor.sender(account(instance), links);
    // No token is renewed for what renews it.
    SigningSender sender =
        switch (instance.element().authentication().type()) {
          case "oauth2", "oauth2Password", "oauth2ClientCredentials", "oauth1" ->
              FixedSender.with(
                  instance,
                  hosts,
                  () ->
                      WITHOUT_TOKEN.contains(type)
                          ? Optional.empty()
                          : instance.configuration(TOKEN).map(token -> "Bearer " + token));
          default -> SigningSender.of(instance, hosts, oauth1);
        };
    try {
      return new DeclaredSteps(
              new ResourceRun(
                  instance,
                  sender,
                  hosts,
                  links,
                  scripts,
                  databases::execute,
                  governor.retries(account(instance), false),
                  Trail.NONE))
          .ofType(type, parameters);
    } catch (EgressException e) {
      throw unreachable(instance.element(), e);
    }
  }

  private HubAnswer answer(HubCall call, ResourceRun run) {
    Element element = run.instance().element();
    ElementRoutes routes = prepared.get(element).routes();
    try {
      HubAnswer answer =
          routes.declare(call)
              ? new DeclaredCalls(routes, run).answer(call)
              : switch (connector(element)) {
                case DocumentsConnector connector -> documents(connector, call, run);
                case ObjectsConnector connector -> objects(connector, call, run);
              };
      return answer.body() instanceof HubAnswer.Json(var content) && filtersNulls(run.instance())
          ? answer.withBody(new HubAnswer.Json(NullFilter.apply(content)))
          : answer;
    } catch (EgressException e) {
      throw unreachable(element, e);
    } catch (ApiException e) {
      // Vendors repeat what they were sent, and connectors their words.
      throw e.inWords(new Masking(run.sender().secrets())::apply);
    }
  }

  private static ApiException unreachable(Element element, EgressException e) {
    return ApiException.ofProvider(
        502, element.name() + " could not be called. " + e.getMessage(), null, e);
  }

  private HubAnswer documents(DocumentsConnector connector, HubCall call, ResourceRun run) {
    Element element = run.instance().element();
    Route route = ofDocuments.find(call);
    DocumentsOperation operation = documents.operation(route.resource());
    if (!connector.operations().contains(operation)) {
      throw notOffered(element, call);
    }
    Arguments arguments = Arguments.read(route, call, documents::faultOf);
    DocumentsAccount account =
        new DocumentsAccount(
            connector.open(connection(run)),
            connector.features(),
            element.key(),
            element.name(),
            run.instance().items(),
            run.instance().configuration(TAGGING).filter(Boolean::parseBoolean).isPresent());
    return new DocumentsCalls(account, arguments, call.body()).answer(operation, route.resource());
  }

  private HubAnswer objects(ObjectsConnector connector, HubCall call, ResourceRun run) {
    Element element = run.instance().element();
    ObjectsContract objects = contracts.get(element);
    Route route = ofObjects.get(objects).find(call);
    ObjectsContract.Meaning meaning = objects.meaning(route.resource());
    if (!connector.operations().contains(meaning.operation())) {
      throw notOffered(element, call);
    }
    Arguments arguments = Arguments.read(route, call, ObjectsContract::faultOf);
    return new ObjectsCalls(
            connector.open(connection(run)), objects, element.key(), arguments, call.body())
        .answer(meaning);
  }

  private static ApiException notOffered(Element element, HubCall call) {
    return ApiException.of(
        405, "%s does not offer %s %s.".formatted(element.name(), call.method(), call.path()));
  }

  private Connector connector(Element element) {
    return Optional.ofNullable(element.connector())
        .flatMap(connectors::find)
        .orElseThrow(() ->
            ApiException.of(
                501, "The element '" + element.key() + "' cannot be called in this version."));
  }

  private Connection connection(ResourceRun run) {
    Retries retries = governor.retries(account(run.instance()), true);
    return new Connection() {

      @Override
      public Sender sender() {
        return new RetryingSender(run.sender(), retries);
      }

      @Override
      public Sender unsigned() {
        return new RetryingSender(run.links(), retries);
      }

      @Override
      public Optional<String> configuration(String key) {
        return run.instance().configuration(key);
      }
    };
  }

  private Sender hosts(ConnectedInstance instance) {
    return egress.bind(prepared.get(instance.element()).hosts());
  }

  private static LimitedAccount account(ConnectedInstance instance) {
    return LimitedAccount.of(
        instance.element(),
        instance.instanceId(),
        instance.organizationId(),
        instance.configuration(APP).orElse(null));
  }

  private ResourceRun run(ConnectedInstance instance, Sender hosts, Trail trail) {
    LimitedAccount account = account(instance);
    Sender vendor = governor.sender(account, hosts);
    return new ResourceRun(
        instance,
        SigningSender.of(instance, vendor, oauth1),
        vendor,
        hosts,
        scripts,
        statement -> ask(statement, trail),
        governor.retries(account, false),
        trail);
  }

  private JsonNode ask(DatabaseStatement statement, Trail trail) {
    if (trail instanceof Explanation trace) {
      trace.asks(statement);
    }
    return databases.execute(statement);
  }

  private static Explanation explanation(ConnectedInstance instance, HubCall call) {
    return new Explanation(instance, call, SigningSender.configured(instance));
  }

  private static boolean filtersNulls(ConnectedInstance instance) {
    return instance
        .configuration("filter.response.nulls")
        .map(value -> !value.equalsIgnoreCase("false"))
        .orElse(true);
  }
}
