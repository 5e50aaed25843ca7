package dev.valence.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.connectors.Connection;
import dev.valence.connectors.Connector;
import dev.valence.connectors.ConnectorRegistry;
import dev.valence.connectors.DocumentsConnector;
import dev.valence.connectors.ObjectsConnector;
import dev.valence.egress.AllowedHosts;
import dev.valence.egress.Egress;
import dev.valence.egress.EgressException;
import dev.valence.egress.Sender;
import dev.valence.hubs.documents.DocumentsContract;
import dev.valence.hubs.documents.DocumentsOperation;
import dev.valence.hubs.objects.ObjectsContract;
import dev.valence.hubs.objects.ObjectsOperation;
import dev.valence.model.ApiException;
import dev.valence.model.Configuration;
import dev.valence.model.Element;
import dev.valence.model.Resource;
import dev.valence.oauth.OAuth1Signer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Takes a call of a hub's resource, for an instance, to the vendor and back. */
@ApplicationScoped
public class Engine {

  private final ConnectorRegistry connectors;
  private final DocumentsContract documents;
  private final Egress egress;
  private final OAuth1Signer oauth1;

  public Engine(
      ConnectorRegistry connectors,
      DocumentsContract documents,
      Egress egress,
      OAuth1Signer oauth1) {
    this.connectors = connectors;
    this.documents = documents;
    this.egress = egress;
    this.oauth1 = oauth1;
  }

  /**
   * Answers a call.
   *
   * @return the answer; the content of a file in it must be closed
   * @throws ApiException for every failure: 400 for wrong parameters, 404 for a resource that the
   *     element has not, 405 for another method of one that it has, 401 when the user has to
   *     consent again, 429 when the vendor asks to wait, 501 for what a definition asks for and
   *     this version does not carry out, 502 when the vendor cannot be reached or fails
   */
  public HubAnswer call(ConnectedInstance instance, HubCall call) {
    Element element = instance.element();
    try {
      HubAnswer answer =
          declared(element)
              ? new DeclaredCalls(instance, sender(instance)).answer(call)
              : switch (connector(element)) {
                case DocumentsConnector connector -> documents(connector, instance, call);
                case ObjectsConnector connector -> objects(connector, instance, call);
              };
      return answer.body() instanceof HubAnswer.Json(var content) && filtersNulls(instance)
          ? answer.withBody(new HubAnswer.Json(NullFilter.apply(content)))
          : answer;
    } catch (EgressException e) {
      throw unreachable(element, e);
    }
  }

  /** Whether an element's resources are declared by its definition. */
  private static boolean declared(Element element) {
    return element.connector() == null && !element.resources().isEmpty();
  }

  /**
   * Whether an element answers a path with a method.
   *
   * @param path the path below the hub, as in {@link HubCall}
   */
  public boolean offers(Element element, String method, String path) {
    return Route.exists(element.hub(), DeclaredCalls.onCall(element), method, path);
  }

  private static ApiException unreachable(Element element, EgressException e) {
    return ApiException.ofProvider(
        502, element.name() + " could not be called. " + e.getMessage(), null, e);
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
   *     not accept what was sent, 501 for steps that this version does not carry out, 502 when it
   *     cannot be reached or fails
   */
  public void provision(ConnectedInstance instance) {
    Element element = instance.element();
    try {
      if (declared(element)) {
        new DeclaredSteps(instance, this::sender).provision();
      }
      Optional.ofNullable(element.connector())
          .flatMap(connectors::find)
          .map(connector -> connector.discover(connection(instance)))
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
      if (declared(instance.element())) {
        new DeclaredSteps(instance, this::sender).leave();
      }
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
    throw ApiException.of(501, "Steps of the type " + type + " are not carried out.");
  }

  private HubAnswer documents(
      DocumentsConnector connector, ConnectedInstance instance, HubCall call) {
    Element element = instance.element();
    Route route = Route.find(documents.hub(), documents.resources(), call);
    DocumentsOperation operation = documents.operation(route.resource());
    if (!connector.operations().contains(operation)) {
      throw notOffered(element, call);
    }
    Arguments arguments = Arguments.read(route, call, documents::faultOf);
    return new DocumentsCalls(
            connector.open(connection(instance)), element.key(), arguments, call.body())
        .answer(operation);
  }

  private HubAnswer objects(ObjectsConnector connector, ConnectedInstance instance, HubCall call) {
    Element element = instance.element();
    ObjectsContract objects = ObjectsContract.of(element);
    Route route = Route.find(objects.hub(), objects.resources(), call);
    Resource resource = route.resource();
    ObjectsOperation operation = objects.operation(resource);
    if (!connector.operations().contains(operation)) {
      throw notOffered(element, call);
    }
    Arguments arguments = Arguments.read(route, call, ObjectsContract::faultOf);
    return new ObjectsCalls(
            connector.open(connection(instance)),
            element.key(),
            objects.vendorName(resource).orElse(null),
            arguments)
        .answer(operation);
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

  private Connection connection(ConnectedInstance instance) {
    Sender sender = sender(instance);
    return new Connection() {

      @Override
      public Sender sender() {
        return sender;
      }

      @Override
      public Optional<String> configuration(String key) {
        return instance.configuration(key);
      }
    };
  }

  private SigningSender sender(ConnectedInstance instance) {
    Sender unsigned = egress.bind(AllowedHosts.of(instance.element().hosts()));
    return SigningSender.of(
        instance,
        instance.traced() ? new TracingSender(unsigned, instance.instanceId()) : unsigned,
        oauth1);
  }

  private static boolean filtersNulls(ConnectedInstance instance) {
    return instance
        .configuration("filter.response.nulls")
        .map(value -> !value.equalsIgnoreCase("false"))
        .orElse(true);
  }
}
