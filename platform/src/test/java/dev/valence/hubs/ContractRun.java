package dev.valence.hubs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Runs the behaviours that a subject has all for, and writes down what became of them: the
 * compatibility matrix is made of that.
 */
public final class ContractRun
    implements ExecutionCondition, AfterTestExecutionCallback, AfterAllCallback {

  static final String PASSED = "passed";
  static final String FAILED = "failed";
  static final String NOT_OFFERED = "not offered";

  private static final Namespace NAMESPACE = Namespace.create(ContractRun.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the results of a hub are, a file of each subject. */
  static Path results(String hub) {
    return Path.of("target", hub + "-hub");
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isEmpty() || context.getTestInstance().isEmpty()) {
      return ConditionEvaluationResult.enabled("No behaviour yet.");
    }
    ContractSubject subject = (ContractSubject) context.getRequiredTestInstance();
    Method behaviour = context.getRequiredTestMethod();
    Set<String> missing = subject.missing(behaviour);
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("It has all that is needed.");
    }
    results(context).putIfAbsent(name(context), NOT_OFFERED);
    return ConditionEvaluationResult.disabled(subject.subject() + " does not offer " + missing);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Optional<Throwable> failure = context.getExecutionException();
    // What a vendor has no names for is neither kept nor broken.
    boolean aborted = failure.filter(TestAbortedException.class::isInstance).isPresent();
    if (suite(context).isPresent() && aborted) {
      results(context).putIfAbsent(name(context), NOT_OFFERED);
    } else if (suite(context).isPresent()) {
      results(context)
          .merge(
              name(context),
              failure.isPresent() ? FAILED : PASSED,
              (before, now) -> before.equals(FAILED) ? before : now);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Object recorded = store(context).get("subject");
    if (recorded instanceof ContractSubject subject) {
      ObjectNode file = JSON.createObjectNode().put("subject", subject.subject());
      subject.offers().forEach((table, rows) -> rows.forEach(file.putObject(table)::put));
      results(context).forEach(file.putObject("behaviours")::put);
      Path directory = results(subject.hubKey());
      Files.createDirectories(directory);
      Path path = directory.resolve(subject.subject() + ".json");
      Files.writeString(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file));
    }
  }

  /** A behaviour's name as words. */
  private static String name(ExtensionContext context) {
    Method behaviour = context.getRequiredTestMethod();
    String words = behaviour.getName().replaceAll("(?<=[a-z])(?=[A-Z])|(?<=A)(?=[A-Z][a-z])", " ");
    return suite(context)
            .orElse(behaviour.getDeclaringClass())
            .getSimpleName()
            .replace("Behaviours", "")
        + ": "
        + words.toLowerCase(Locale.ROOT);
  }

  /** Where a suite has the behaviour, also one that a subject's test has in its own way. */
  private static Optional<Class<?>> suite(ExtensionContext context) {
    String behaviour = context.getRequiredTestMethod().getName();
    return Stream.<Class<?>>iterate(
            context.getRequiredTestClass(), type -> type != null, Class::getSuperclass)
        .flatMap(type -> Stream.of(type.getInterfaces()))
        .filter(type -> type.getSimpleName().endsWith("Behaviours"))
        .<Class<?>>map(type -> type)
        .filter(type ->
            Stream.of(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(behaviour)))
        .findFirst();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> results(ExtensionContext context) {
    context.getTestInstance().ifPresent(test -> store(context).put("subject", test));
    return store(context)
        .computeIfAbsent("results", key -> new TreeMap<String, String>(), Map.class);
  }

  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE.append(context.getRequiredTestClass()));
  }
}
