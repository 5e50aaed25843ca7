package dev.valence.hubs.documents;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.connectors.DocumentsConnector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.opentest4j.TestAbortedException;

/**
 * Runs the behaviours that a connector has all for, and writes down what became of them: the
 * compatibility matrix is made of that.
 */
final class ContractRun
    implements ExecutionCondition, AfterTestExecutionCallback, AfterAllCallback {

  /** Where the results are, a file of each connector. */
  static final Path RESULTS = Path.of("target", "documents-hub");

  static final String PASSED = "passed";
  static final String FAILED = "failed";
  static final String NOT_OFFERED = "not offered";

  private static final Namespace NAMESPACE = Namespace.create(ContractRun.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isEmpty() || context.getTestInstance().isEmpty()) {
      return ConditionEvaluationResult.enabled("No behaviour yet.");
    }
    HubUnderTest hub = (HubUnderTest) context.getRequiredTestInstance();
    Set<DocumentsOperation> operations = EnumSet.noneOf(DocumentsOperation.class);
    Set<DocumentsFeature> features = EnumSet.noneOf(DocumentsFeature.class);
    Method behaviour = context.getRequiredTestMethod();
    Stream.of(
            behaviour.getAnnotation(Needs.class),
            behaviour.getDeclaringClass().getAnnotation(Needs.class))
        .filter(needs -> needs != null)
        .forEach(needs -> {
          operations.addAll(List.of(needs.value()));
          features.addAll(List.of(needs.features()));
        });
    DocumentsConnector connector = hub.connector();
    operations.removeAll(connector.operations());
    features.removeAll(connector.features());
    if (operations.isEmpty() && features.isEmpty()) {
      return ConditionEvaluationResult.enabled("The connector has all that is needed.");
    }
    results(context).putIfAbsent(name(behaviour), NOT_OFFERED);
    return ConditionEvaluationResult.disabled(
        connector.name() + " does not offer " + operations + features);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Method behaviour = context.getRequiredTestMethod();
    Optional<Throwable> failure = context.getExecutionException();
    // What a vendor has no names for is neither kept nor broken.
    boolean aborted = failure.filter(TestAbortedException.class::isInstance).isPresent();
    if (declared(behaviour).isInterface() && !aborted) {
      results(context)
          .merge(
              name(behaviour),
              failure.isPresent() ? FAILED : PASSED,
              (before, now) -> before.equals(FAILED) ? before : now);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Object recorded = store(context).get("connector");
    if (recorded instanceof DocumentsConnector connector) {
      ObjectNode file = JSON.createObjectNode().put("connector", connector.name());
      connector.operations().forEach(it -> file.withArray("operations").add(it.name()));
      connector.features().forEach(it -> file.withArray("features").add(it.name()));
      results(context).forEach(file.putObject("behaviours")::put);
      Files.createDirectories(RESULTS);
      Path path = RESULTS.resolve(connector.name() + ".json");
      Files.writeString(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file));
    }
  }

  /** A method's name as words. */
  static String name(Method behaviour) {
    String words = behaviour.getName().replaceAll("(?<=[a-z])(?=[A-Z])|(?<=A)(?=[A-Z][a-z])", " ");
    return declared(behaviour).getSimpleName().replace("Behaviours", "")
        + ": "
        + words.toLowerCase(Locale.ROOT);
  }

  /** Where the suite has a behaviour, also one that a connector's test has in its own way. */
  private static Class<?> declared(Method behaviour) {
    return Stream.of(DocumentsHubContract.class.getInterfaces())
        .filter(suite ->
            Stream.of(suite.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(behaviour.getName())))
        .findFirst()
        .<Class<?>>map(suite -> suite)
        .orElse(behaviour.getDeclaringClass());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> results(ExtensionContext context) {
    context
        .getTestInstance()
        .ifPresent(test -> store(context).put("connector", ((HubUnderTest) test).connector()));
    return store(context)
        .computeIfAbsent("results", key -> new TreeMap<String, String>(), Map.class);
  }

  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE.append(context.getRequiredTestClass()));
  }
}
